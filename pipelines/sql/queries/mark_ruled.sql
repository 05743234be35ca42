-- Have the articles settled again that a ruling concerns: in its disputes now, by their own grouping, or by name
insert or ignore into unsettled(article_id)
select article_id from dispute_articles where dispute_id in (:dispute, :into)
union
select article_id from article_parties where group_id in (:dispute, :into)
union
select article_id from dispute_rulings
where article_id is not null and (article_id = :article or dispute_id in (:dispute, :into) or into_id in (:dispute, :into));
