-- How calls to outside systems went. Both are stores of their own, written a few seconds behind, and nothing of the log
-- depends on them: that a system went down or came back is an entry of `system/<name>`. A rebuild leaves them as they are.

-- Calls by minute, summed over all processes. A week of them is kept.
create table system_calls (
  system     text collate "C" not null,
  minute     timestamptz not null,
  -- read, write, confirm or probe, and the name of the read or write (empty for a probe).
  verb       text collate "C" not null,
  name       text collate "C" not null,
  calls      integer     not null,
  faults     integer     not null,
  took_ms    bigint      not null,
  slowest_ms integer     not null,
  last_ok_at timestamptz,
  primary key (system, minute, verb, name)
);

-- The newest faults of each system, with what was said of them, without arguments and without secrets.
create table system_faults (
  id      bigint generated always as identity primary key,
  system  text collate "C" not null,
  at      timestamptz not null,
  verb    text        not null,
  name    text        not null,
  says    text        not null,
  took_ms integer     not null
);
create index system_faults_listed on system_faults (system, at);
