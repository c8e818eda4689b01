-- Metrics: rollups of `decisions` by hour, day and month. They are a cache: a follower of the log keeps them level within
-- seconds, and `remit rebuild` empties and refills them. What each column counts is written in
-- src/evidence/metrics/counters.ts.

alter table decisions
  -- When the case was opened, or opened again, before this round.
  add column since_at timestamptz,
  -- A JSON array of the inputs that could be compared; null: all of them.
  add column compared text,
  -- A JSON array of {write, currency, count, minor}: what its actions have moved.
  add column moved    text;

-- Rollups are made again from the decisions of an hour. `planned_at` never changes, so the index costs once per round.
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

-- One row for each hour, day and month in which anything was planned, and each combination of names that occurred.
create table metric_cells (
  -- `hour`, `day` or `month`, by the workspace's clock.
  level       text      not null,
  -- What it is told apart by: `none`, `kind`, `play`, `agent`, `systems` or `all`. Other names are empty.
  grain       text      not null,
  workflow    text      not null,
  -- The beginning of the hour, day or month, as the workspace's clock shows it.
  at          timestamp not null,
  -- `agent`, `shadow`, `control` or `recorded`.
  cohort      text      not null,
  kind        text      not null,
  play        text      not null,
  agent       text      not null,
  version     text      not null,
  systems     text      not null,
  plans              bigint not null,
  conflicts          bigint not null,
  decided            bigint not null,
  prepared           bigint not null,
  alone              bigint not null,
  intervened         bigint not null,
  let_through        bigint not null,
  edited             bigint not null,
  judged             bigint not null,
  rejected           bigint not null,
  compared           bigint not null,
  agreed             bigint not null,
  reworked           bigint not null,
  escalated          bigint not null,
  escalated_too_late bigint not null,
  escalated_person   bigint not null,
  escalated_role     bigint not null,
  escalated_outcome  bigint not null,
  failures           bigint not null,
  failed_context     bigint not null,
  failed_plan        bigint not null,
  failed_action      bigint not null,
  failed_outcome     bigint not null,
  audited            bigint not null,
  deviating          bigint not null,
  routed             bigint not null,
  misrouted          bigint not null,
  extent_n           bigint not null,
  extent_sum         double precision not null,
  extent_squares     double precision not null,
  spent_n            bigint not null,
  spent_sum          double precision not null,
  spent_squares      double precision not null,
  work_n             bigint not null,
  work_sum           double precision not null,
  work_squares       double precision not null,
  -- Histograms of times: each element is a bin (in steps of 5 %) times 2^32 plus how often it occurred.
  first_response     bigint[],
  resolution         bigint[],
  waiting            bigint[],
  handling           bigint[],
  primary key (level, grain, workflow, at, cohort, kind, play, agent, version, systems)
);

-- Money by write and currency, of the same cells; `all` is of all writes, `edit` by how much edits moved it.
create table metric_money (
  -- `hour`, `day` or `month`, by the workspace's clock.
  level       text      not null,
  -- What it is told apart by: `none`, `kind`, `play`, `agent`, `systems` or `all`. Other names are empty.
  grain       text      not null,
  workflow    text      not null,
  -- The beginning of the hour, day or month, as the workspace's clock shows it.
  at          timestamp not null,
  -- `agent`, `shadow`, `control` or `recorded`.
  cohort      text      not null,
  kind        text      not null,
  play        text      not null,
  agent       text      not null,
  version     text      not null,
  systems     text      not null,
  name        text      not null,
  currency    text      not null,
  n           bigint    not null,
  actions     bigint    not null,
  sum         double precision not null,
  squares     double precision not null,
  primary key (level, grain, workflow, at, cohort, kind, play, agent, version, systems, name, currency)
);

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
