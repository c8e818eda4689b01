-- Authority: how far each workflow is rolled out, which brakes are on and why, what people and agents decided,
-- what was told to people, and the rollbacks and changes of boundary that are under way.

alter table switches
  add column by      text,
  add column because text,
  -- A drill stops nothing: it shows what a throw would have stopped since.
  add column drill   boolean not null default false;

alter table cases
  -- The switch that holds it.
  add column stopped_by text;
create index cases_stopped on cases (stopped_by) where stopped_by is not null;

-- Rows of a batch were one JSON text, which was parsed anew for each table that it might hold and once more for each
-- row: these take the rows of one table as one array, which is read once.
drop function append_batch, put_rows, put_cases, put_log_rows, put_reviews, put_actions, put_labels, put_switches, put_seals;

create function put_cases(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into cases (
    id, workflow, subject, title, kind, status, step, outcome, reworked, opened_at, changed_at, closed_at,
    version, stopped_by
  )
  select
    r.id, r.workflow, r.subject, r.title, r.kind, r.status, r.step, r.outcome, r.reworked, r.opened_at,
    r.changed_at, r.closed_at, r.version, r.stopped_by
  from json_populate_recordset(null::cases, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    workflow = excluded.workflow, subject = excluded.subject, title = excluded.title, kind = excluded.kind,
    status = excluded.status, step = excluded.step, outcome = excluded.outcome,
    reworked = excluded.reworked, opened_at = excluded.opened_at, changed_at = excluded.changed_at,
    closed_at = excluded.closed_at, version = excluded.version, stopped_by = excluded.stopped_by;
end $$;

-- How far a workflow is rolled out, by its newest change of stage. No row: as its file says.
create table rollouts (
  workflow text collate "C" primary key,
  stage    text             not null,
  share    double precision not null,
  -- A JSON array of kinds, or null for all.
  kinds    text,
  -- Version of the workflow's stream: an intent that was ruled under an older one is held against the new one.
  version  integer          not null,
  since    timestamptz      not null
);

alter table actions
  add column agent    text,
  -- A digest of whom the case is about: budgets count by it, and nobody reads a name from it.
  add column customer text,
  -- A digest of whom it goes to, where its arguments name somebody; else the customer.
  add column recipient text,
  -- What the system called the thing it made (a refund's id): a chargeback that comes late finds its case by it.
  add column ref      text;
-- Also for what an agent has done of it: a workflow has few.
create index actions_of_workflow on actions (workflow, intended_at);
create index actions_by_customer on actions (customer, intended_at) where customer is not null;
create index actions_by_ref on actions (ref) where ref is not null;
-- Room on the page for the row with its answer, so that the indices need not be told of it.
alter table actions set (fillfactor = 80);

-- One row for each round of a case: what was planned, what was decided, and what came of it.
create table decisions (
  id             text collate "C" primary key,
  case_id        text        not null,
  workflow       text        not null,
  -- When it was decided; null while it is not.
  at             timestamptz,
  planned_at     timestamptz not null,
  stage          text        not null,
  cohort         text        not null,
  kind           text        not null,
  agent          text        not null,
  agent_version  text        not null,
  planned        text,
  decided        text,
  how            text,
  agreed         boolean,
  changed        text        not null,
  conflict       boolean     not null,
  failed         boolean     not null,
  reworked       boolean     not null,
  opened_at      timestamptz not null,
  closed_at      timestamptz,
  money_minor    bigint,
  money_currency text,
  -- What agents spent on the plan, in minor units.
  spent_minor    bigint,
  -- Where what ran alone falls in the draw of audits: the beginning of a hash of the case's id.
  draw           integer
) with (fillfactor = 90);
create index decisions_by_spending on decisions (workflow, planned_at) where spent_minor is not null;
create index decisions_to_audit on decisions (workflow, draw)
  where how = 'alone' and agreed is null and closed_at is not null;
create index decisions_by_time on decisions (workflow, at, id);

alter table reviews
  -- Which step of the chain, of how many, and who may decide it, as a JSON array of roles.
  add column step      integer,
  add column steps     integer,
  add column roles     text,
  -- The plan is not shown until a person has decided.
  add column sealed    boolean not null default false,
  add column remind_at timestamptz;

create table notices (
  id       text collate "C" primary key,
  at       timestamptz not null,
  workflow text,
  kind     text        not null,
  says     text        not null,
  link     text,
  -- Cases that it is about, and the roles that it is for (empty: everybody), as JSON arrays.
  cases    text        not null,
  roles    text        not null
);
create index notices_by_time on notices (at);

create table rollbacks (
  id         text collate "C" primary key,
  state      text        not null,
  title      text        not null,
  slice      text        not null,
  counts     text        not null,
  by         text        not null,
  at         timestamptz not null,
  changed_at timestamptz not null
);

create table changes (
  id         text collate "C" primary key,
  workflow   text        not null,
  state      text        not null,
  because    text        not null,
  base       text        not null,
  text       text        not null,
  by         text        not null,
  at         timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
create index changes_by_workflow on changes (workflow, at);

create function put_switches(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  delete from switches where name in (
    select r.name from json_populate_recordset(null::switches, rows) with ordinality r
    where appends[r.ordinality] = any (won) and r.thrown_at is null
  );
  insert into switches (name, thrown_at, by, because, drill)
  select r.name, r.thrown_at, r.by, r.because, coalesce(r.drill, false)
  from json_populate_recordset(null::switches, rows) with ordinality r
  where appends[r.ordinality] = any (won) and r.thrown_at is not null
  on conflict (name) do nothing;
end $$;

create function put_actions(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into actions (
    key, case_id, workflow, write, digest, status, money_minor, money_currency, intended_at, done_at,
    undoes, agent, customer, recipient, ref
  )
  select
    r.key, r.case_id, r.workflow, r.write, r.digest, r.status, r.money_minor, r.money_currency,
    r.intended_at, r.done_at, r.undoes, r.agent, r.customer, r.recipient, r.ref
  from json_populate_recordset(null::actions, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (key) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, write = excluded.write,
    digest = excluded.digest, status = excluded.status, money_minor = excluded.money_minor,
    money_currency = excluded.money_currency, intended_at = excluded.intended_at,
    done_at = excluded.done_at, undoes = excluded.undoes, agent = excluded.agent,
    customer = excluded.customer, recipient = excluded.recipient, ref = excluded.ref;
end $$;

create function put_reviews(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into reviews (
    id, case_id, workflow, status, role, title, subject, play, effect, money_minor, money_currency,
    confidence, asked_at, expires_at, snoozed_until, claimed_by, decided_by, decision, snippet, why,
    claimed_until, step, steps, roles, sealed, remind_at
  )
  select
    r.id, r.case_id, r.workflow, r.status, r.role, r.title, r.subject, r.play, r.effect, r.money_minor,
    r.money_currency, r.confidence, r.asked_at, r.expires_at, r.snoozed_until, r.claimed_by, r.decided_by,
    r.decision, r.snippet, r.why, r.claimed_until, r.step, r.steps, r.roles, coalesce(r.sealed, false), r.remind_at
  from json_populate_recordset(null::reviews, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, status = excluded.status,
    role = excluded.role, title = excluded.title, subject = excluded.subject, play = excluded.play,
    effect = excluded.effect, money_minor = excluded.money_minor, money_currency = excluded.money_currency,
    confidence = excluded.confidence, asked_at = excluded.asked_at, expires_at = excluded.expires_at,
    snoozed_until = excluded.snoozed_until, claimed_by = excluded.claimed_by,
    decided_by = excluded.decided_by, decision = excluded.decision, snippet = excluded.snippet,
    why = excluded.why, claimed_until = excluded.claimed_until, step = excluded.step, steps = excluded.steps,
    roles = excluded.roles, sealed = excluded.sealed, remind_at = excluded.remind_at;
end $$;

create function put_rollouts(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into rollouts (workflow, stage, share, kinds, version, since)
  select r.workflow, r.stage, r.share, r.kinds, r.version, r.since
  from json_populate_recordset(null::rollouts, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (workflow) do update set
    stage = excluded.stage, share = excluded.share, kinds = excluded.kinds, version = excluded.version,
    since = excluded.since;
end $$;

create function put_decisions(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into decisions (
    id, case_id, workflow, at, planned_at, stage, cohort, kind, agent, agent_version, planned, decided, how,
    agreed, changed, conflict, failed, reworked, opened_at, closed_at, money_minor, money_currency, spent_minor,
    draw
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.planned_at, r.stage, r.cohort, r.kind, r.agent, r.agent_version,
    r.planned, r.decided, r.how, r.agreed, r.changed, r.conflict, r.failed, r.reworked, r.opened_at,
    r.closed_at, r.money_minor, r.money_currency, r.spent_minor, r.draw
  from json_populate_recordset(null::decisions, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    at = excluded.at, stage = excluded.stage, cohort = excluded.cohort, kind = excluded.kind,
    planned = excluded.planned, decided = excluded.decided, how = excluded.how, agreed = excluded.agreed,
    changed = excluded.changed, conflict = excluded.conflict, failed = excluded.failed,
    reworked = excluded.reworked, closed_at = excluded.closed_at, money_minor = excluded.money_minor,
    money_currency = excluded.money_currency, spent_minor = excluded.spent_minor, draw = excluded.draw;
end $$;

create function put_notices(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into notices (id, at, workflow, kind, says, link, cases, roles)
  select r.id, r.at, r.workflow, r.kind, r.says, r.link, r.cases, r.roles
  from json_populate_recordset(null::notices, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set says = excluded.says, link = excluded.link, cases = excluded.cases;
end $$;

create function put_rollbacks(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into rollbacks (id, state, title, slice, counts, by, at, changed_at)
  select r.id, r.state, r.title, r.slice, r.counts, r.by, r.at, r.changed_at
  from json_populate_recordset(null::rollbacks, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    state = excluded.state, title = excluded.title, counts = excluded.counts, changed_at = excluded.changed_at;
end $$;

create function put_changes(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into changes (id, workflow, state, because, base, text, by, at, decided_by, decided_at)
  select r.id, r.workflow, r.state, r.because, r.base, r.text, r.by, r.at, r.decided_by, r.decided_at
  from json_populate_recordset(null::changes, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at;
end $$;

create function put_log_rows(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into log_rows (
    id, case_id, workflow, at, actor, kind, play, effect, trigger, context, action, boundary, outcome,
    rule_update, search
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.actor, r.kind, r.play, r.effect, r.trigger, r.context, r.action,
    r.boundary, r.outcome, r.rule_update, r.search
  from json_populate_recordset(null::log_rows, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, at = excluded.at, actor = excluded.actor,
    kind = excluded.kind, play = excluded.play, effect = excluded.effect, trigger = excluded.trigger,
    context = excluded.context, action = excluded.action, boundary = excluded.boundary,
    outcome = excluded.outcome, rule_update = excluded.rule_update, search = excluded.search;
end $$;

create function put_labels(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into labels (
    id, case_id, workflow, at, text, fields, labels
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.text, r.fields, r.labels
  from json_populate_recordset(null::labels, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, at = excluded.at, text = excluded.text,
    fields = excluded.fields, labels = excluded.labels;
end $$;

create function put_seals(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into seals (number, body, hash)
  select r.number, r.body, r.hash
  from json_populate_recordset(null::seals, rows) with ordinality r
  where appends[r.ordinality] = any (won);
end $$;

-- The rows of one table after the other: `table_rows` holds a JSON array for each of `tables`, and `table_appends` to
-- which append each row of it belongs.
create function put_rows(tables text[], table_appends text[], table_rows text[], won integer[])
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
      when 'switches' then perform put_switches(made, appends, won);
      when 'rollouts' then perform put_rollouts(made, appends, won);
      when 'notices' then perform put_notices(made, appends, won);
      when 'rollbacks' then perform put_rollbacks(made, appends, won);
      when 'changes' then perform put_changes(made, appends, won);
      when 'seals' then perform put_seals(made, appends, won);
    end case;
  end loop;
end $$;

-- As in 0004, but that an intent is also held against the roll-out in force, and that rows come table by table.
create function append_batch(
  streams text[], expected integer[], prev_hashes bytea[], counts integer[], hashes bytea[], writers text[],
  first_ats timestamptz[], last_ats timestamptz[],
  headed boolean[], workflows text[], dues timestamptz[], lessees text[], lease_untils timestamptz[],
  entry_appends integer[], entry_versions integer[], kinds text[], kind_versions integer[], ats timestamptz[],
  actors text[], bodies text[], privates text[], private_digests bytea[], entry_prevs bytea[], entry_hashes bytea[],
  asked_keys json, unless_thrown json, is_brake boolean, tables text[], table_appends text[], table_rows text[],
  out won integer[], out positions bigint[], out taken json
) language plpgsql as $$
declare
  lost integer[];
begin
  -- Intents that count against no budget were held against their boundary with no switch thrown and under the
  -- roll-outs of these versions: {workflow: version}, 0 for none. The lock makes a throw, or a change of stage, wait
  -- for them; where there was one already, nothing is appended and all of them are held against it one by one.
  if unless_thrown is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended('remit:switches', 0));
    if exists (select from switches where not drill) or exists (
      select from json_each_text(unless_thrown) ruled left join rollouts r on r.workflow = ruled.key
      where coalesce(r.version, 0) <> ruled.value::integer
    ) then
      taken := '"thrown"';
      return;
    end if;
  end if;

  -- A throw waits for the intents in flight, which hold this lock shared, and no later intent passes it by. A change
  -- of stage is one too: from the next intent on it holds.
  if is_brake then
    perform pg_advisory_xact_lock(hashtextextended('remit:switches', 0));
  end if;

  -- Head by head, in the order given: a join may choose to read all of `heads`, as it does while the table is new,
  -- and locks them in whatever order it likes.
  with moved as (
    select a.i from unnest(streams, expected, prev_hashes) with ordinality as a(stream, expected, prev_hash, i)
    cross join lateral (select h.version, h.hash from heads h where h.stream = a.stream for update) head
    where head.version = a.expected and head.hash = a.prev_hash
  ), made as (
    insert into heads (stream, version, hash, writer, first_at, last_at, workflow, due_at, lease_by, lease_until)
    select a.stream, a.count, a.hash, a.writer, a.first_at, a.last_at, a.workflow, a.due, a.lessee, a.lease_until
    from unnest(streams, expected, counts, hashes, writers, first_ats, last_ats, workflows, dues, lessees, lease_untils)
      as a(stream, expected, count, hash, writer, first_at, last_at, workflow, due, lessee, lease_until)
    where a.expected = 0
    on conflict (stream) do nothing returning stream
  )
  select array_agg(i) into won from (
    select i from moved union all select array_position(streams, stream) from made
  ) standing;

  if asked_keys is not null then
    select k.taken, k.lost into taken, lost from take_keys(asked_keys, streams, won) k;
    if lost is not null then
      delete from heads h using unnest(lost) l where h.stream = streams[l] and expected[l] = 0;
      select array_agg(w) into won from unnest(won) w where w <> all (lost);
    end if;
  end if;
  if won is null then return; end if;

  update heads h set
    version = a.expected + a.count, hash = a.hash, writer = a.writer,
    first_at = least(h.first_at, a.first_at), last_at = greatest(h.last_at, a.last_at),
    workflow = case when a.headed then a.workflow else h.workflow end,
    due_at = case when a.headed then a.due else h.due_at end,
    lease_by = case when a.headed then a.lessee else h.lease_by end,
    lease_until = case when a.headed then a.lease_until else h.lease_until end
  from unnest(streams, expected, counts, hashes, writers, first_ats, last_ats, headed, workflows, dues, lessees, lease_untils)
    with ordinality as a(stream, expected, count, hash, writer, first_at, last_at, headed, workflow, due, lessee, lease_until, i)
  where h.stream = a.stream and a.expected > 0 and a.i = any (won);

  with written as (
    insert into entries (stream, version, kind, kind_version, at, actor, body, private, private_digest, prev_hash, hash)
    select streams[e.append], e.version, e.kind, e.kind_version, e.at, e.actor, e.body,
      e.private, e.private_digest, e.prev_hash, e.hash
    from unnest(entry_appends, entry_versions, kinds, kind_versions, ats, actors, bodies, privates,
        private_digests, entry_prevs, entry_hashes)
      as e(append, version, kind, kind_version, at, actor, body, private, private_digest, prev_hash, hash)
    where e.append = any (won)
    returning position
  )
  select array_agg(position order by position) into positions from written;

  perform put_rows(tables, table_appends, table_rows, won);
  perform pg_notify('remit', tell(streams, won));
end $$;

-- What is used of each scope [{kind, workflow, name, time_zone, currency}], in the order given: of a `write` of a
-- workflow, of all writes of an `agent` in it, of all writes about a `customer` in every workflow, or of all writes of
-- the `workflow`. An action that failed or was undone gives back what it took; one of which it is not known what
-- became still counts. Taking something back counts for its own write only.
create or replace function budget_used(scopes json, instant timestamptz) returns json language sql stable as $$
  select json_agg(json_build_object(
    'count_last_hour', used.count_last_hour, 'count_today', used.count_today,
    'sum_last_hour', used.sum_last_hour, 'sum_today', used.sum_today
  ) order by (scope.ordinality))
  from rows from (json_to_recordset(scopes) as (kind text, workflow text, name text, time_zone text, currency text))
    with ordinality as scope
  cross join lateral (
    select instant - interval '1 hour' as hour,
      date_trunc('day', instant at time zone scope.time_zone) at time zone scope.time_zone as day
  ) since
  cross join lateral (
    select
      count(*) filter (where intended_at > hour) as count_last_hour,
      count(*) filter (where intended_at >= day) as count_today,
      coalesce(sum(money_minor) filter (where intended_at > hour and money_currency = scope.currency), 0) as sum_last_hour,
      coalesce(sum(money_minor) filter (where intended_at >= day and money_currency = scope.currency), 0) as sum_today
    from (
      -- One arm for each kind, so that each is looked up in its index and the others are not read at all.
      select a.intended_at, a.status, a.money_minor, a.money_currency from actions a
      where scope.kind = 'write' and a.workflow = scope.workflow and a.write = scope.name
        and a.intended_at >= least(hour, day)
      union all
      select a.intended_at, a.status, a.money_minor, a.money_currency from actions a
      where scope.kind = 'agent' and a.workflow = scope.workflow and a.agent = scope.name and a.undoes is null
        and a.intended_at >= least(hour, day)
      union all
      select a.intended_at, a.status, a.money_minor, a.money_currency from actions a
      where scope.kind = 'customer' and a.customer = scope.name and a.undoes is null
        and a.intended_at >= least(hour, day)
      union all
      select a.intended_at, a.status, a.money_minor, a.money_currency from actions a
      where scope.kind = 'workflow' and a.workflow = scope.workflow and a.undoes is null
        and a.intended_at >= least(hour, day)
    ) acted
    where status in ('intended', 'done', 'unknown')
  ) used
$$;

-- Opens the gate of a batch: waits until no other batch holds one of its budgets, then says what is used, which
-- switches are thrown, how far these workflows are rolled out and where the streams stand. All of it stays true until
-- this transaction ends.
drop function open_gate(json, timestamptz, text[]);
create function open_gate(
  scopes json, instant timestamptz, streams text[], workflows text[],
  out used json, out thrown text[], out rolled_out json, out versions json
) language plpgsql as $$
declare
  budget bigint;
begin
  for budget in
    -- A customer is one customer in every workflow.
    select distinct hashtextextended(
      'remit:budget:' || kind || ':' || case kind when 'customer' then '' else workflow end || ':' || name, 0
    )
    from json_to_recordset(scopes) as scope(kind text, workflow text, name text) order by 1
  loop
    perform pg_advisory_xact_lock(budget);
  end loop;
  perform pg_advisory_xact_lock_shared(hashtextextended('remit:switches', 0));

  -- Each of these statements sees what was committed while the locks were waited for.
  used := budget_used(scopes, instant);
  select coalesce(array_agg(name order by name), '{}') into thrown from switches where not drill;
  select coalesce(json_object_agg(r.workflow, row_to_json(r)), '{}') into rolled_out
    from rollouts r where r.workflow = any (workflows);
  select coalesce(json_object_agg(stream, version), '{}') into versions from heads where stream = any (streams);
end $$;
