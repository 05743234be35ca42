-- A capture that is here already: the same response, whatever its number and its run
select id from captures
where url = :url and final_url = :final_url and outlet = :outlet and fetched_at = :fetched_at and status = :status
    and headers = :headers and digest = :digest and flaw is :flaw
