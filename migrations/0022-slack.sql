-- What was sent to Slack, so that a message is locked once somebody has decided, wherever and whenever that was. A store
-- of its own beside the log, without personal data: rebuilding leaves it alone, and where it is emptied, open reviews
-- are sent once more.
create table slack_messages (
  -- A review, or `notice:` and the notice's id.
  about    text        not null collate "C",
  -- The channel as the workspace names it, and as Slack answered (a member's id becomes a direct message).
  channel  text        not null,
  sent_to  text,
  -- Slack's name of the message; null while nobody knows that it was sent.
  ts       text,
  -- `new`: surely not sent. `sending`: it may have been sent. `open`: it is there, with buttons. `closed`: locked.
  state    text        not null check (state in ('new', 'sending', 'open', 'closed')),
  -- The digest of what it shows now, and the version of the case that it shows.
  shows    text        not null default '',
  version  integer     not null default 0,
  at       timestamptz not null,
  tries    integer     not null default 0,
  next_at  timestamptz not null,
  -- What Slack said when it failed last.
  says     text,
  primary key (about, channel)
);
create index slack_messages_open on slack_messages (next_at) where state <> 'closed';
