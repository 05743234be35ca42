-- The articles that were grouped with one
select other.article_id
from syndications as own join syndications as other on other.group_id = own.group_id
where own.article_id = ?;
