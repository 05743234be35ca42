-- What a channel has not taken yet: what failed least often first, so that one bad alert holds no other up
select alerts.*, alert_deliveries.id as delivery_id
from alert_deliveries
join alerts on alerts.id = alert_deliveries.alert_id
where alert_deliveries.channel = :channel and alert_deliveries.state = 'due'
order by alert_deliveries.tries, alert_deliveries.alert_id;
