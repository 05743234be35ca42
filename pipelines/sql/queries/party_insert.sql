-- One pair of an article
insert into article_parties(article_id, owner, country, platform, day, weight, main, group_id)
values (?, ?, ?, ?, ?, ?, ?, ?);
