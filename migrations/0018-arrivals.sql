-- What came in and could not become an event, and how far each trigger that looks for itself has read. Both are stores
-- of their own: nothing of the log depends on them, and a rebuild leaves them as they are.

-- An arrival that waits holds what was sent, so that it can be tried again once the mapping was mended. What was
-- delivered since, or dropped by a person, keeps its row without what was sent.
create table arrivals (
  id         text collate "C" primary key,
  workflow   text        not null,
  trigger    text        not null,
  -- The id that names the event once within its trigger.
  source_id  text        not null,
  type       text,
  -- When it happened, as the sender says, and when it came.
  at         timestamptz not null,
  came_at    timestamptz not null,
  -- A sender that tries again sends the same once more.
  last_at    timestamptz not null,
  times      integer     not null default 1,
  says       text        not null,
  path       text,
  suggestion text,
  state      text        not null default 'waiting' check (state in ('waiting', 'delivered', 'dropped')),
  case_id    text,
  by         text,
  because    text,
  ended_at   timestamptz,
  -- What was sent, as JSON: personal data.
  payload    text,
  unique (workflow, trigger, source_id)
);
create index arrivals_listed on arrivals (state, came_at);

-- Where a trigger is: the last mail of a mailbox, the last tick of a clock, the rows of a file. One process at a time
-- looks; whoever dies loses the lease, and another goes on from the value.
create table cursors (
  name        text collate "C" primary key,
  value       text,
  lease_by    text,
  lease_until timestamptz,
  at          timestamptz not null default now()
);
