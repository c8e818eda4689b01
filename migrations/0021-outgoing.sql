-- Events that go out by webhooks. A queue of its own: it is made from the log, in the log's order, and may be emptied at
-- any time, but what was not delivered yet would then never be. No personal data: events leave out what is private.

-- One row for each of `hooks:`; where it is absent, the hook begins at the end of the log as it then is.
create table outgoing (
  hook          text collate "C" primary key,
  -- The log was read up to here.
  tx            xid8        not null,
  position      bigint      not null,
  -- `stopped`: nothing got through for days, or the receiver is gone; a person lets it go on.
  state         text        not null default 'on' check (state in ('on', 'stopped')),
  -- What the receiver said last when it failed.
  says          text,
  -- Failures in a row; while there are any, one event at a time is tried.
  fails         integer     not null default 0,
  failing_since timestamptz,
  next_at       timestamptz not null default now(),
  sent          bigint      not null default 0,
  sent_at       timestamptz,
  lease_by      text,
  lease_until   timestamptz
);

create table outgoing_events (
  seq      bigint generated always as identity primary key,
  hook     text        not null collate "C" references outgoing on delete cascade,
  -- The event's own id, which a receiver knows it by.
  id       text        not null collate "C",
  -- Events of one stream go out one after the other.
  stream   text        not null collate "C",
  type     text        not null,
  event    text        not null,
  tries    integer     not null default 0,
  first_at timestamptz,
  next_at  timestamptz not null default now(),
  says     text,
  -- `given_up`: refused for days while others got through.
  state    text        not null default 'waiting' check (state in ('waiting', 'given_up')),
  unique (hook, id)
);
create index outgoing_events_in_order on outgoing_events (hook, stream, seq) where state = 'waiting';
