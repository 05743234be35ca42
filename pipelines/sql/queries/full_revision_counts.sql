-- Versions by kind of change, counted in full
select change, count(*) from revisions group by change
