-- What `standoff status` shows of texts that are not kept, by the signal that asked for it
select articles.outlet, signal, action, count(distinct article_id) as articles, max(substr(withheld.at, 1, 16)) as last
from withheld join articles on articles.id = article_id
group by articles.outlet, signal, action
order by articles.outlet, signal, action
