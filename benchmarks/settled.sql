-- What settling and crawling would add to the invented articles: statements, answers, links, and what failed
insert into statements(id, speaker, side, stance, day, text, reports, outlets, about_other_side)
select
    quotes.id, quotes.speaker, case quotes.id % 3 when 0 then 'platform' else 'government' end, quotes.stance,
    quotes.said_on, quotes.text, 1, 1, quotes.id % 2
from dispute_articles
join articles on articles.id = dispute_articles.article_id
join quotes on quotes.revision_id = articles.revision_id
where dispute_articles.main = 1;

insert into statement_quotes(quote_id, statement_id, article_id)
select statements.id, statements.id, revisions.article_id
from statements join quotes on quotes.id = statements.id join revisions on revisions.id = quotes.revision_id;

-- a denial answers the claim that was read before it in its dispute
insert or ignore into claim_answers(dispute_id, claim_id, answer_id, relation, lag_hours, score, rule)
select dispute_id, claim_id, answer_id, 'denies', answer_id % 200, 0.8, 'invented'
from (
    select
        dispute_articles.dispute_id,
        statements.id as answer_id,
        statements.stance,
        lag(statements.id) over (partition by dispute_articles.dispute_id order by statements.id) as claim_id
    from statements
    join statement_quotes on statement_quotes.statement_id = statements.id
    join dispute_articles on dispute_articles.article_id = statement_quotes.article_id
)
where stance = 'denies' and claim_id is not null;

insert into links(identity, url, outlet, channel, first_seen_at, last_seen_at, state)
select identity, url, outlet, 'https://' || outlet || '.example/sitemap.xml', first_seen_at, last_seen_at, 'fetched'
from articles;

insert into links(identity, url, outlet, channel, first_seen_at, last_seen_at, state, due_at)
select
    url || '?due', url || '?due', outlet, 'https://' || outlet || '.example/sitemap.xml', first_seen_at, last_seen_at,
    'due', last_seen_at
from articles where id % 100 = 0;

insert into failures(crawl_id, outlet, url, room, error, at)
select 1, outlet, url || '?failed', 'extract', 'no headline and no text', first_seen_at
from articles where id % 500 = 0;
