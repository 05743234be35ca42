-- The articles that stand in one of some groups, or in a dispute of the same number, or are named themselves
select article_id from article_parties where group_id in (select value from json_each(:groups))
union
select article_id from dispute_articles where dispute_id in (select value from json_each(:groups))
union
select value from json_each(:articles)
order by 1;
