-- Forget what the quotes of some articles answer in a dispute
delete from claim_answers
where dispute_id = :dispute and answer_id in (
    select quotes.id from quotes join revisions on revisions.id = quotes.revision_id
    where revisions.article_id in (select value from json_each(:articles))
);
