-- Which of some articles are in a dispute
select distinct article_id from dispute_articles where article_id in (select value from json_each(:articles));
