-- How fresh each outlet is
select * from outlet_health order by enabled desc, newest_article_at desc;
