-- The tables made from the log. They exist for reading and can be remade from the entries: `remit rebuild`.

create table cases (
  id         text collate "C" primary key,
  workflow   text        not null,
  subject    text        not null,
  title      text        not null,
  kind       text,
  status     text        not null,
  step       text        not null,
  outcome    text,
  reworked   boolean     not null,
  opened_at  timestamptz not null,
  changed_at timestamptz not null,
  closed_at  timestamptz,
  version    integer     not null
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index cases_listed on cases (workflow, status, changed_at);

create table log_rows (
  id          text collate "C" primary key,
  case_id     text        not null,
  workflow    text        not null,
  at          timestamptz not null,
  actor       text        not null,
  kind        text,
  play        text,
  effect      text,
  trigger     text        not null,
  context     text        not null,
  action      text        not null,
  boundary    text        not null,
  outcome     text        not null,
  rule_update text        not null,
  search      text        not null,
  -- A tsvector holds a megabyte at most, and a text beyond that must not stop an append.
  document    tsvector generated always as (to_tsvector('simple'::regconfig, left(search, 100000))) stored
);
create index log_rows_by_time on log_rows (at, id);
create index log_rows_of_case on log_rows (case_id);
create index log_rows_searched on log_rows using gin (document);

create table reviews (
  id             text collate "C" primary key,
  case_id        text             not null,
  workflow       text             not null,
  status         text             not null,
  role           text,
  title          text             not null,
  subject        text             not null,
  play           text             not null,
  effect         text             not null,
  money_minor    bigint,
  money_currency text,
  confidence     double precision not null,
  asked_at       timestamptz      not null,
  expires_at     timestamptz,
  snoozed_until  timestamptz,
  claimed_by     text,
  decided_by     text,
  decision       text
);
create index reviews_queued on reviews (status, expires_at);
create index reviews_of_case on reviews (case_id);

create table actions (
  key            text collate "C" primary key,
  case_id        text        not null,
  workflow       text        not null,
  write          text        not null,
  digest         text        not null,
  status         text        not null,
  money_minor    bigint,
  money_currency text,
  intended_at    timestamptz not null,
  done_at        timestamptz,
  undoes         text
);
create index actions_counted on actions (workflow, write, intended_at);
create index actions_of_case on actions (case_id);

create table labels (
  id       text collate "C" primary key,
  case_id  text        not null,
  workflow text        not null,
  at       timestamptz not null,
  text     text        not null,
  fields   text        not null,
  labels   text        not null
);
create index labels_by_time on labels (workflow, at);

-- The brakes that are on. No row: released.
create table switches (
  name      text primary key,
  thrown_at timestamptz not null
);

-- How far an import has come, in its own words, so that it can be resumed.
create table imports (
  id    text primary key,
  state jsonb not null
);
