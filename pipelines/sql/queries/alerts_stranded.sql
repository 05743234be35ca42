-- Deliveries of these watches that wait for channels which their file no longer names
select alert_deliveries.channel, count(*) as waiting
from alert_deliveries
join alerts on alerts.id = alert_deliveries.alert_id
where alert_deliveries.state = 'due'
    and alerts.watch in (select value from json_each(:watches))
    and alert_deliveries.channel not in (select value from json_each(:channels))
group by alert_deliveries.channel;
