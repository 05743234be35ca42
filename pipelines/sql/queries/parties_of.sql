-- The pairs that one article is about, with the group that it belongs to for each
select owner, country, platform, day, weight, main, group_id
from article_parties where article_id = ? order by main desc, owner, country;
