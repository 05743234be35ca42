-- Take the reports of earlier versions, and of articles that are in no dispute any more, from their statements
delete from statement_quotes
where article_id in (select value from json_each(:articles))
    and (
        quote_id not in (
            select quotes.id from articles join quotes on quotes.revision_id = articles.revision_id
            where articles.id = statement_quotes.article_id
        )
        or article_id not in (select article_id from dispute_articles)
    );
