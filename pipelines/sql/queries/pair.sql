-- The articles of one owner and one government, with the group that each was in
select article_id, day, platform, weight, group_id
from article_parties where owner = ? and country = ? order by article_id;
