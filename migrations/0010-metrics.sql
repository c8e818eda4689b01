-- Metrics: rollups of `decisions` by day and month. They are a cache: a follower of the log keeps them level within
-- seconds, and `remit rebuild` empties and refills them. What each column counts is written in
-- src/evidence/metrics/counters.ts.

alter table decisions
  -- When the case was opened, or opened again, before this round.
  add column since_at timestamptz,
  -- A JSON array of the inputs that could be compared; null: all of them.
  add column compared text,
  -- A JSON array of {write, currency, count, minor}: what its actions have moved.
  add column moved    text;

-- Rollups are made again from the decisions of a day. `planned_at` never changes, so the index costs once per round.
create index decisions_by_plan on decisions (workflow, planned_at);

create or replace function put_decisions(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into decisions (
    id, case_id, workflow, at, planned_at, stage, cohort, kind, agent, agent_version, planned, decided, how,
    agreed, changed, conflict, failed, reworked, opened_at, closed_at, money_minor, money_currency,
    spent_minor, draw, planned_kind, effect, held_by, confidence, asked_at, first_response_at, handling_ms,
    decided_by, escalated, failed_step, systems, edited_share, edited_minor, done_minor, audited_at,
    seconded, since_at, compared, moved
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.planned_at, r.stage, r.cohort, r.kind, r.agent, r.agent_version,
    r.planned, r.decided, r.how, r.agreed, r.changed, r.conflict, r.failed, r.reworked, r.opened_at,
    r.closed_at, r.money_minor, r.money_currency, r.spent_minor, r.draw, r.planned_kind, r.effect,
    r.held_by, r.confidence, r.asked_at, r.first_response_at, r.handling_ms, r.decided_by, r.escalated,
    r.failed_step, r.systems, r.edited_share, r.edited_minor, r.done_minor, r.audited_at, r.seconded,
    r.since_at, r.compared, r.moved
  from json_populate_recordset(null::decisions, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    at = excluded.at, stage = excluded.stage, cohort = excluded.cohort, kind = excluded.kind, planned =
    excluded.planned, decided = excluded.decided, how = excluded.how, agreed = excluded.agreed, changed =
    excluded.changed, conflict = excluded.conflict, failed = excluded.failed, reworked = excluded.reworked,
    closed_at = excluded.closed_at, money_minor = excluded.money_minor, money_currency =
    excluded.money_currency, spent_minor = excluded.spent_minor, draw = excluded.draw, planned_kind =
    excluded.planned_kind, effect = excluded.effect, held_by = excluded.held_by, confidence =
    excluded.confidence, asked_at = excluded.asked_at, first_response_at = excluded.first_response_at,
    handling_ms = excluded.handling_ms, decided_by = excluded.decided_by, escalated = excluded.escalated,
    failed_step = excluded.failed_step, systems = excluded.systems, edited_share = excluded.edited_share,
    edited_minor = excluded.edited_minor, done_minor = excluded.done_minor, audited_at =
    excluded.audited_at, seconded = excluded.seconded,
    since_at = excluded.since_at, compared = excluded.compared, moved = excluded.moved;
end $$;

-- One row for each day and month in which anything was planned, for each name by itself. No two rows of one
-- level, grain and time have the same names; an index that made sure of it would take longer than all the rest.
create table metric_cells (
  -- `day` or `month`, by the workspace's clock. Hours at the ends of a selection are counted from the decisions.
  level       text collate "C" not null,
  -- What it is told apart by: `none`, `kind`, `play`, `agent` or `systems`. Other names are empty.
  grain       text collate "C" not null,
  workflow    text collate "C" not null,
  -- The beginning of the day or month, as the workspace's clock shows it.
  at          timestamp not null,
  -- `agent`, `shadow`, `control` or `recorded`.
  cohort      text collate "C" not null,
  kind        text collate "C" not null,
  play        text collate "C" not null,
  agent       text collate "C" not null,
  version     text collate "C" not null,
  systems     text collate "C" not null,
  plans              integer not null,
  conflicts          integer not null,
  decided            integer not null,
  prepared           integer not null,
  alone              integer not null,
  intervened         integer not null,
  let_through        integer not null,
  edited             integer not null,
  judged             integer not null,
  rejected           integer not null,
  compared           integer not null,
  agreed             integer not null,
  reworked           integer not null,
  escalated          integer not null,
  escalated_too_late integer not null,
  escalated_person   integer not null,
  escalated_role     integer not null,
  escalated_outcome  integer not null,
  failures           integer not null,
  failed_context     integer not null,
  failed_plan        integer not null,
  failed_action      integer not null,
  failed_outcome     integer not null,
  audited            integer not null,
  deviating          integer not null,
  routed             integer not null,
  misrouted          integer not null,
  extent_n           integer not null,
  extent_sum         double precision not null,
  extent_squares     double precision not null,
  spent_n            integer not null,
  spent_sum          double precision not null,
  spent_squares      double precision not null,
  work_n             integer not null,
  work_sum           double precision not null,
  work_squares       double precision not null,
  -- Histograms of times: each element is a bin (in steps of 10 %) times 2^32 plus how often it occurred.
  first_response     bigint[],
  resolution         bigint[],
  waiting            bigint[],
  handling           bigint[]
);
create index metric_cells_read on metric_cells (level, grain, workflow, at);

-- Money by write and currency, of the same cells; `all` is of all writes, `edit` by how much edits moved it.
create table metric_money (
  -- `day` or `month`, by the workspace's clock. Hours at the ends of a selection are counted from the decisions.
  level       text collate "C" not null,
  -- What it is told apart by: `none`, `kind`, `play`, `agent` or `systems`. Other names are empty.
  grain       text collate "C" not null,
  workflow    text collate "C" not null,
  -- The beginning of the day or month, as the workspace's clock shows it.
  at          timestamp not null,
  -- `agent`, `shadow`, `control` or `recorded`.
  cohort      text collate "C" not null,
  kind        text collate "C" not null,
  play        text collate "C" not null,
  agent       text collate "C" not null,
  version     text collate "C" not null,
  systems     text collate "C" not null,
  name        text      not null,
  currency    text      not null,
  n           bigint    not null,
  actions     bigint    not null,
  sum         double precision not null,
  squares     double precision not null
);
create index metric_money_read on metric_money (level, grain, workflow, at);

-- How far the log is counted, and by which clock. One row, or none while nothing was counted yet.
create table metric_state (
  one           boolean     primary key default true check (one),
  tx            xid8        not null,
  position      bigint      not null,
  time_zone     text        not null,
  counted_until timestamptz not null
);

-- When an hour of a clock begins. The hour that a clock shows twice in autumn is one, of two hours.
create function metric_hour(hour timestamp, time_zone text) returns timestamptz language sql stable as $$
  select case when (plain - interval '1 hour') at time zone time_zone = hour then plain - interval '1 hour' else plain end
  from (select hour at time zone time_zone as plain) begins
$$;

-- Histograms one behind the other, and a histogram in which each bin occurs once. To unnest and group those of a
-- month all at once took ten times as long.
create aggregate joined_bins(bigint[]) (sfunc = array_cat, stype = bigint[]);
create function merge_bins(bins bigint[]) returns bigint[] language sql immutable as $$
  select array_agg((bin << 32) + n) from (
    select bin >> 32 as bin, sum((bin & 4294967295)::double precision)::bigint as n from unnest(bins) bin group by 1
  ) merged
$$;
