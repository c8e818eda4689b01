-- Agents run again over what people decided. These tables are no part of the log and nothing of the log depends on
-- them: they may be emptied at any time. Only answers that were paid for would then be paid for again.

create table backruns (
  -- A digest of everything that a run depends on: the same run has the same id.
  id            text collate "C" primary key,
  -- The same without the end of the slice: a run that stopped is gone on with although more was decided since.
  basis         text        not null,
  workflow      text        not null,
  agent         text        not null,
  agent_version text        not null,
  -- A decision table that the workflow does not have, as JSON {text, file}.
  rules         text,
  boundary      text        not null,
  boundary_text text        not null,
  boundary_says text        not null,
  since         timestamptz,
  until         timestamptz not null,
  kind          text,
  -- The roll-out that is held against, as JSON: it stays the same however often the run stops.
  rollout       text        not null,
  state         text        not null,
  total         integer     not null,
  done          integer     not null default 0,
  -- Transactions from this one on were not looked at: what commits late cannot slip in between.
  horizon       xid8        not null,
  spent_minor   bigint      not null default 0,
  cap_minor     bigint      not null default 0,
  asked         integer     not null default 0,
  reused        integer     not null default 0,
  -- Of those done: how many could be compared, and in how many the person did the same.
  compared      integer     not null default 0,
  agreed        integer     not null default 0,
  work_ms       bigint      not null default 0,
  by            text        not null,
  started_at    timestamptz not null,
  ended_at      timestamptz,
  fault         text,
  -- Who is at it. A dead process loses it, and another may go on.
  lease_by      text,
  lease_until   timestamptz
);
create index backruns_listed on backruns (workflow, started_at);

-- What a run looks at, in the order of the log; `result` is null until it was looked at. No personal data.
create table backrun_cases (
  run     text    not null collate "C" references backruns (id) on delete cascade,
  number  integer not null,
  -- <case>.<version of the decision>
  id      text    not null,
  case_id text    not null,
  result  text,
  primary key (run, number)
);

-- Answers that cost something, by a digest of everything that shaped them.
create table backrun_answers (
  prompt        text collate "C" primary key,
  case_id       text        not null,
  agent         text        not null,
  agent_version text        not null,
  answer        text        not null,
  at            timestamptz not null
);
create index backrun_answers_of_case on backrun_answers (case_id);
