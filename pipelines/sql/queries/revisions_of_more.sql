-- The versions of an article that were made of a capture and hold other words than are kept of it
select id from revisions
where article_id = :article and capture_id = :capture
    and (text_digest != :text_digest or standfirst is not :standfirst or captions != :captions
        or corrections != :corrections)
order by id
