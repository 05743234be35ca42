-- The current words of every article: what the full-text index is built over
create view articles_text as
    select articles.id, articles.headline, articles.standfirst, revisions.text
    from articles join revisions on revisions.id = articles.revision_id;
