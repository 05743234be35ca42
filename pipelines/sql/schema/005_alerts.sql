-- What is watched for, what was found, and through which channel each find was sent
create table watches (
    name text primary key,
    definition text not null,
    made_at text not null,
    looked_at text not null,
    after_revision integer not null,
    seen_revision integer not null
) strict;

create table alerts (
    id integer primary key,
    mark text not null unique,
    watch text not null references watches(name),
    kind text not null,
    title text not null,
    words text not null,
    changes text not null default '[]',
    outlet text,
    url text,
    at text not null,
    article_id integer references articles(id),
    found_at text not null,
    earlier integer not null check (earlier in (0, 1))
) strict;
create index alerts_watch on alerts(watch, id);
create index alerts_article on alerts(article_id);

create table alert_deliveries (
    id integer primary key,
    alert_id integer not null references alerts(id),
    channel text not null,
    state text not null check (state in ('due', 'sent')),
    tries integer not null default 0,
    tried_at text,
    error text,
    sent_at text,
    unique (alert_id, channel)
) strict;
create index alert_deliveries_due on alert_deliveries(channel, tries, alert_id) where state = 'due';
create index alert_deliveries_channel on alert_deliveries(channel, alert_id desc);
