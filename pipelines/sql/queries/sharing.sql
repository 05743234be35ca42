-- Every text that an article shares with another, from either side
select article_id, other_id, containment, kind from shared_texts where article_id = :id
union all
select article_id, other_id, containment, kind from shared_texts where other_id = :id
order by article_id, other_id;
