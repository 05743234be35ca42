-- What of an outlet's pages is suddenly read worse: its newest 20 articles against the 200 before them
create view layout_drift as
    with ranked as (
        -- not indexed: the newest rows, not the whole of an index that happens to be in the order of the outlets
        select
            outlet,
            row_number() over (partition by outlet order by id desc) as place,
            revision_id,
            headline is not null as headlined,
            authors != '[]' as authors,
            published_at is not null as published
        from articles not indexed
        where id > (select max(id) - 20000 from articles) and page_type in ('article', 'live') and revision_id is not null
    ),
    compared as (
        select
            outlet,
            count(*) filter (where place <= 20) as recent,
            count(*) filter (where place > 20) as earlier,
            round(avg(words) filter (where place <= 20)) as words_recent,
            round(avg(words) filter (where place > 20)) as words_earlier,
            round(avg(headlined) filter (where place <= 20), 2) as headline_recent,
            round(avg(headlined) filter (where place > 20), 2) as headline_earlier,
            round(avg(authors) filter (where place <= 20), 2) as authors_recent,
            round(avg(authors) filter (where place > 20), 2) as authors_earlier,
            round(avg(published) filter (where place <= 20), 2) as published_recent,
            round(avg(published) filter (where place > 20), 2) as published_earlier
        from ranked join revisions on revisions.id = ranked.revision_id
        where place <= 220
        group by outlet
    )
    select
        outlet,
        nullif(rtrim(
            case when words_recent < 0.5 * words_earlier then 'texts half as long, ' else '' end
            || case when headline_recent < headline_earlier - 0.3 then 'headlines missing, ' else '' end
            || case when authors_recent < authors_earlier - 0.3 then 'authors missing, ' else '' end
            || case when published_recent < published_earlier - 0.3 then 'dates missing, ' else '' end,
        ', '), '') as alarm,
        recent, earlier, words_recent, words_earlier, headline_recent, headline_earlier,
        authors_recent, authors_earlier, published_recent, published_earlier
    from compared
    where recent = 20 and earlier >= 20
    order by outlet;
