-- How many articles and outlets report a statement, in the longest words that one of them has for it
update statements set (reports, outlets, text) = (
    select
        count(distinct articles.id),
        count(distinct articles.outlet),
        coalesce((
            select quotes.text from statement_quotes as one join quotes on quotes.id = one.quote_id
            where one.statement_id = statements.id
            order by length(quotes.text) desc, quotes.id limit 1
        ), '')
    from statement_quotes join articles on articles.id = statement_quotes.article_id
    where statement_quotes.statement_id = statements.id
)
where id = :id;
