-- Evidence: what each decision says of each agent's plan, what people looked at before they decided, decisions that
-- broke the policy of their day, and more of each round, so that every number can be counted.

alter table decisions
  add column planned_kind      text,
  -- What the first ruling came to, and the source of its strictest reason.
  add column effect            text,
  add column held_by           text,
  add column confidence        double precision,
  add column asked_at          timestamptz,
  add column first_response_at timestamptz,
  add column handling_ms       bigint,
  add column decided_by        text,
  add column escalated         text,
  add column failed_step       text,
  -- A JSON array of the systems that were touched.
  add column systems           text,
  add column edited_share      double precision,
  add column edited_minor      bigint,
  add column done_minor        bigint,
  -- `agreed` was said blind, at this time; and a second person, blind, agreed with the first.
  add column audited_at        timestamptz,
  add column seconded          boolean;

alter table rollouts
  -- Version of the newest change of policy of the workflow's stream.
  add column policy integer;

-- What one decision of a person says of one agent's plan. Standings are counted from these, in the order of the log.
create table observations (
  -- <case>.<version of the entry>.<number>
  id            text collate "C" primary key,
  case_id       text        not null,
  workflow      text        not null,
  at            timestamptz not null,
  round         integer     not null,
  agent         text        not null,
  agent_version text        not null,
  kind          text        not null,
  play          text        not null,
  agreed        boolean     not null,
  source        text        not null,
  placed        text,
  by            text,
  seen_ms       bigint
);

-- Known-answer checks: plans with a planted mistake, and who caught them.
create table checks (
  id          text collate "C" primary key,
  case_id     text        not null,
  workflow    text        not null,
  review      text        not null,
  mistake     text        not null,
  says        text        not null,
  planted_at  timestamptz not null,
  answered_at timestamptz,
  by          text,
  decision    text,
  caught      boolean,
  took_ms     bigint
);
create index checks_answered on checks (by, answered_at) where answered_at is not null;

-- Decisions of people that broke the written policy of their day: a person looks, and none is learned from meanwhile.
create table precedents (
  -- <case>.<version of the decision>
  id         text collate "C" primary key,
  case_id    text        not null,
  workflow   text        not null,
  decided_at timestamptz not null,
  flagged_at timestamptz not null,
  boundary   text        not null,
  rules      text        not null,
  says       text        not null,
  verdict    text,
  judged_by  text
);
create index precedents_by_workflow on precedents (workflow, flagged_at);

create or replace function put_decisions(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into decisions (
    id, case_id, workflow, at, planned_at, stage, cohort, kind, agent, agent_version, planned, decided, how,
    agreed, changed, conflict, failed, reworked, opened_at, closed_at, money_minor, money_currency,
    spent_minor, draw, planned_kind, effect, held_by, confidence, asked_at, first_response_at, handling_ms,
    decided_by, escalated, failed_step, systems, edited_share, edited_minor, done_minor, audited_at,
    seconded
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.planned_at, r.stage, r.cohort, r.kind, r.agent, r.agent_version,
    r.planned, r.decided, r.how, r.agreed, r.changed, r.conflict, r.failed, r.reworked, r.opened_at,
    r.closed_at, r.money_minor, r.money_currency, r.spent_minor, r.draw, r.planned_kind, r.effect,
    r.held_by, r.confidence, r.asked_at, r.first_response_at, r.handling_ms, r.decided_by, r.escalated,
    r.failed_step, r.systems, r.edited_share, r.edited_minor, r.done_minor, r.audited_at, r.seconded
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
    excluded.audited_at, seconded = excluded.seconded;
end $$;

create or replace function put_rollouts(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into rollouts (
    workflow, stage, share, kinds, version, since, policy
  )
  select
    r.workflow, r.stage, r.share, r.kinds, r.version, r.since, r.policy
  from json_populate_recordset(null::rollouts, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (workflow) do update set
    stage = excluded.stage, share = excluded.share, kinds = excluded.kinds, version = excluded.version,
    since = excluded.since, policy = excluded.policy;
end $$;

create or replace function put_observations(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into observations (
    id, case_id, workflow, at, round, agent, agent_version, kind, play, agreed, source, placed, by, seen_ms
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.round, r.agent, r.agent_version, r.kind, r.play, r.agreed,
    r.source, r.placed, r.by, r.seen_ms
  from json_populate_recordset(null::observations, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do nothing;
end $$;

create or replace function put_checks(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into checks (
    id, case_id, workflow, review, mistake, says, planted_at, answered_at, by, decision, caught, took_ms
  )
  select
    r.id, r.case_id, r.workflow, r.review, r.mistake, r.says, r.planted_at, r.answered_at, r.by, r.decision,
    r.caught, r.took_ms
  from json_populate_recordset(null::checks, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, review = excluded.review, mistake =
    excluded.mistake, says = excluded.says, planted_at = excluded.planted_at, answered_at =
    excluded.answered_at, by = excluded.by, decision = excluded.decision, caught = excluded.caught, took_ms
    = excluded.took_ms;
end $$;

create or replace function put_precedents(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into precedents (
    id, case_id, workflow, decided_at, flagged_at, boundary, rules, says, verdict, judged_by
  )
  select
    r.id, r.case_id, r.workflow, r.decided_at, r.flagged_at, r.boundary, r.rules, r.says, r.verdict,
    r.judged_by
  from json_populate_recordset(null::precedents, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, decided_at = excluded.decided_at, flagged_at =
    excluded.flagged_at, boundary = excluded.boundary, rules = excluded.rules, says = excluded.says, verdict
    = excluded.verdict, judged_by = excluded.judged_by;
end $$;

-- The rows of one table after the other: `table_rows` holds a JSON array for each of `tables`, and `table_appends` to
-- which append each row of it belongs.
create or replace function put_rows(tables text[], table_appends text[], table_rows text[], won integer[])
returns void language plpgsql as $$
declare
  made json;
  appends integer[];
begin
  for i in 1 .. cardinality(tables) loop
    made := table_rows[i]::json;
    appends := table_appends[i]::integer[];
    case tables[i]
      when 'cases' then perform put_cases(made, appends, won);
      when 'log_rows' then perform put_log_rows(made, appends, won);
      when 'reviews' then perform put_reviews(made, appends, won);
      when 'actions' then perform put_actions(made, appends, won);
      when 'decisions' then perform put_decisions(made, appends, won);
      when 'labels' then perform put_labels(made, appends, won);
      when 'observations' then perform put_observations(made, appends, won);
      when 'checks' then perform put_checks(made, appends, won);
      when 'precedents' then perform put_precedents(made, appends, won);
      when 'switches' then perform put_switches(made, appends, won);
      when 'rollouts' then perform put_rollouts(made, appends, won);
      when 'notices' then perform put_notices(made, appends, won);
      when 'rollbacks' then perform put_rollbacks(made, appends, won);
      when 'changes' then perform put_changes(made, appends, won);
      when 'seals' then perform put_seals(made, appends, won);
    end case;
  end loop;
end $$;
