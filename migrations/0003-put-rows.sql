-- Puts rows into the tables made from the log: [{append, row}], of which only the appends in `won` count. A record
-- is read from its JSON in the from clause, once: `(json_populate_record(…)).*` in the select list reads it again for
-- every column, which made the whole append three times as slow.

create function put_cases(rows json, won integer[]) returns void language plpgsql as $$
begin
  insert into cases (
    id, workflow, subject, title, kind, status, step, outcome, reworked, opened_at, changed_at, closed_at,
    version
  )
  select
    r.id, r.workflow, r.subject, r.title, r.kind, r.status, r.step, r.outcome, r.reworked, r.opened_at,
    r.changed_at, r.closed_at, r.version
  from json_array_elements(rows) put cross join lateral json_populate_record(null::cases, put->'row') r
  where (put->>'append')::integer = any (won)
  on conflict (id) do update set
    workflow = excluded.workflow, subject = excluded.subject, title = excluded.title, kind = excluded.kind,
    status = excluded.status, step = excluded.step, outcome = excluded.outcome,
    reworked = excluded.reworked, opened_at = excluded.opened_at, changed_at = excluded.changed_at,
    closed_at = excluded.closed_at, version = excluded.version;
end $$;

create function put_log_rows(rows json, won integer[]) returns void language plpgsql as $$
begin
  insert into log_rows (
    id, case_id, workflow, at, actor, kind, play, effect, trigger, context, action, boundary, outcome,
    rule_update, search
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.actor, r.kind, r.play, r.effect, r.trigger, r.context, r.action,
    r.boundary, r.outcome, r.rule_update, r.search
  from json_array_elements(rows) put cross join lateral json_populate_record(null::log_rows, put->'row') r
  where (put->>'append')::integer = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, at = excluded.at, actor = excluded.actor,
    kind = excluded.kind, play = excluded.play, effect = excluded.effect, trigger = excluded.trigger,
    context = excluded.context, action = excluded.action, boundary = excluded.boundary,
    outcome = excluded.outcome, rule_update = excluded.rule_update, search = excluded.search;
end $$;

create function put_reviews(rows json, won integer[]) returns void language plpgsql as $$
begin
  insert into reviews (
    id, case_id, workflow, status, role, title, subject, play, effect, money_minor, money_currency,
    confidence, asked_at, expires_at, snoozed_until, claimed_by, decided_by, decision
  )
  select
    r.id, r.case_id, r.workflow, r.status, r.role, r.title, r.subject, r.play, r.effect, r.money_minor,
    r.money_currency, r.confidence, r.asked_at, r.expires_at, r.snoozed_until, r.claimed_by, r.decided_by,
    r.decision
  from json_array_elements(rows) put cross join lateral json_populate_record(null::reviews, put->'row') r
  where (put->>'append')::integer = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, status = excluded.status,
    role = excluded.role, title = excluded.title, subject = excluded.subject, play = excluded.play,
    effect = excluded.effect, money_minor = excluded.money_minor, money_currency = excluded.money_currency,
    confidence = excluded.confidence, asked_at = excluded.asked_at, expires_at = excluded.expires_at,
    snoozed_until = excluded.snoozed_until, claimed_by = excluded.claimed_by,
    decided_by = excluded.decided_by, decision = excluded.decision;
end $$;

create function put_actions(rows json, won integer[]) returns void language plpgsql as $$
begin
  insert into actions (
    key, case_id, workflow, write, digest, status, money_minor, money_currency, intended_at, done_at,
    undoes
  )
  select
    r.key, r.case_id, r.workflow, r.write, r.digest, r.status, r.money_minor, r.money_currency,
    r.intended_at, r.done_at, r.undoes
  from json_array_elements(rows) put cross join lateral json_populate_record(null::actions, put->'row') r
  where (put->>'append')::integer = any (won)
  on conflict (key) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, write = excluded.write,
    digest = excluded.digest, status = excluded.status, money_minor = excluded.money_minor,
    money_currency = excluded.money_currency, intended_at = excluded.intended_at,
    done_at = excluded.done_at, undoes = excluded.undoes;
end $$;

create function put_labels(rows json, won integer[]) returns void language plpgsql as $$
begin
  insert into labels (
    id, case_id, workflow, at, text, fields, labels
  )
  select
    r.id, r.case_id, r.workflow, r.at, r.text, r.fields, r.labels
  from json_array_elements(rows) put cross join lateral json_populate_record(null::labels, put->'row') r
  where (put->>'append')::integer = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, at = excluded.at, text = excluded.text,
    fields = excluded.fields, labels = excluded.labels;
end $$;

create function put_switches(rows json, won integer[]) returns void language plpgsql as $$
begin
  delete from switches where name in (
    select put->'row'->>'name' from json_array_elements(rows) put
    where (put->>'append')::integer = any (won) and put->'row'->>'thrown_at' is null
  );
  insert into switches (name, thrown_at)
  select put->'row'->>'name', (put->'row'->>'thrown_at')::timestamptz from json_array_elements(rows) put
  where (put->>'append')::integer = any (won) and put->'row'->>'thrown_at' is not null
  on conflict (name) do nothing;
end $$;

-- A seal is made once: a second one of the same number is an error.
create function put_seals(rows json, won integer[]) returns void language plpgsql as $$
begin
  insert into seals (number, body, hash)
  select r.number, r.body, r.hash
  from json_array_elements(rows) put cross join lateral json_populate_record(null::seals, put->'row') r
  where (put->>'append')::integer = any (won);
end $$;

create function put_rows(rows json, won integer[]) returns void language plpgsql as $$
begin
  if rows->'log_rows' is not null then perform put_log_rows(rows->'log_rows', won); end if;
  if rows->'reviews' is not null then perform put_reviews(rows->'reviews', won); end if;
  if rows->'actions' is not null then perform put_actions(rows->'actions', won); end if;
  if rows->'labels' is not null then perform put_labels(rows->'labels', won); end if;
  if rows->'switches' is not null then perform put_switches(rows->'switches', won); end if;
  if rows->'seals' is not null then perform put_seals(rows->'seals', won); end if;
end $$;
