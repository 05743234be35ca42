-- Full-text search over the current version of every article, and over every quote
create virtual table articles_fts using fts5(
    headline, standfirst, text, content='articles_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

create trigger articles_fts_insert after insert on articles when new.revision_id is not null begin
    insert into articles_fts(rowid, headline, standfirst, text)
    select new.id, new.headline, new.standfirst, text from revisions where id = new.revision_id;
end;

create trigger articles_fts_delete after delete on articles when old.revision_id is not null begin
    insert into articles_fts(articles_fts, rowid, headline, standfirst, text)
    select 'delete', old.id, old.headline, old.standfirst, text from revisions where id = old.revision_id;
end;

create trigger articles_fts_update after update of headline, standfirst, revision_id on articles begin
    insert into articles_fts(articles_fts, rowid, headline, standfirst, text)
    select 'delete', old.id, old.headline, old.standfirst, text from revisions where id = old.revision_id;
    insert into articles_fts(rowid, headline, standfirst, text)
    select new.id, new.headline, new.standfirst, text from revisions where id = new.revision_id;
end;

create virtual table quotes_fts using fts5(
    text, speaker, content='quotes', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

create trigger quotes_fts_insert after insert on quotes begin
    insert into quotes_fts(rowid, text, speaker) values (new.id, new.text, new.speaker);
end;

create trigger quotes_fts_delete after delete on quotes begin
    insert into quotes_fts(quotes_fts, rowid, text, speaker) values ('delete', old.id, old.text, old.speaker);
end;

create trigger quotes_fts_update after update on quotes begin
    insert into quotes_fts(quotes_fts, rowid, text, speaker) values ('delete', old.id, old.text, old.speaker);
    insert into quotes_fts(rowid, text, speaker) values (new.id, new.text, new.speaker);
end;
