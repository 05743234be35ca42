-- The newest alerts of a feed, those that wait for it included
select alerts.* from alert_deliveries
join alerts on alerts.id = alert_deliveries.alert_id
where alert_deliveries.channel = :channel
order by alert_deliveries.alert_id desc
limit :most;
