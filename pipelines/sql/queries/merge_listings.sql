-- Which channels of another archive listed which pages, and in which runs first and last
select listings.channel, links.identity, first_crawl, last_crawl
from listings join links on links.id = link_id
order by listings.channel, link_id
