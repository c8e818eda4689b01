-- One batch of appends in one round trip. The caller sorts the appends by stream, so that two batches lock
-- heads in the same order. An append that is not in `won` was refused and left no trace. `positions` are those of
-- the entries of the appends that won, in the order given.
create function append_batch(
  streams text[], expected integer[], prev_hashes bytea[], counts integer[], hashes bytea[], writers text[],
  first_ats timestamptz[], last_ats timestamptz[],
  headed boolean[], workflows text[], dues timestamptz[], lessees text[], lease_untils timestamptz[],
  entry_appends integer[], entry_versions integer[], kinds text[], kind_versions integer[], ats timestamptz[],
  actors text[], bodies text[], privates text[], private_digests bytea[], entry_prevs bytea[], entry_hashes bytea[],
  asked_keys json, case_rows json, other_rows json,
  out won integer[], out positions bigint[], out taken json
) language plpgsql as $$
declare
  lost integer[];
begin
  -- Intents that count against no budget were held against their boundary with no switch thrown. The lock makes a
  -- throw wait for them; if one is thrown already, nothing is appended and all of them are held against it one by one.
  if other_rows->'unless_thrown' is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended('remit:switches', 0));
    if exists (select from switches) then
      taken := '"thrown"';
      return;
    end if;
  end if;

  -- A throw waits for the intents in flight, which hold this lock shared, and no later intent passes it by.
  if other_rows->'switches' is not null then
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

  if case_rows is not null then perform put_cases(case_rows, won); end if;
  if other_rows is not null then perform put_rows(other_rows, won); end if;
  perform pg_notify('remit', tell(streams, won));
end $$;

-- Claims and moves the names that the appends in `won` ask for: [{append, name, mode}]. Where a claimed name
-- belongs to another stream, that append is lost and everything that it has just claimed is given back.
create function take_keys(asked json, streams text[], won integer[], out taken json, out lost integer[])
language plpgsql as $$
declare
  fresh text[];
begin
  with claimed as (
    insert into keys (name, stream)
    select a.name, streams[a.append] from json_to_recordset(asked) as a(append integer, name text, mode text)
    where a.mode = 'claim' and a.append = any (won) order by a.name
    on conflict (name) do nothing returning name
  )
  select array_agg(name) into fresh from claimed;

  select json_agg(json_build_object('append', a.append, 'name', a.name, 'stream', k.stream)), array_agg(distinct a.append)
    into taken, lost
  from json_to_recordset(asked) as a(append integer, name text, mode text)
  join keys k on k.name = a.name
  where a.mode = 'claim' and a.append = any (won) and k.stream <> streams[a.append];

  delete from keys k using json_to_recordset(asked) as a(append integer, name text, mode text)
  where a.append = any (lost) and k.name = a.name and k.name = any (fresh);

  insert into keys (name, stream)
  select a.name, streams[a.append] from json_to_recordset(asked) as a(append integer, name text, mode text)
  where a.mode = 'move' and a.append = any (won) and (lost is null or a.append <> all (lost)) order by a.name
  on conflict (name) do update set stream = excluded.stream;
end $$;

-- What a batch says on the channel `remit`: the streams that changed, as a JSON array, or `many` where they
-- do not fit into a notification (8,000 bytes).
create function tell(streams text[], won integer[]) returns text language sql immutable as $$
  select case when octet_length(list) < 7900 then list else 'many' end
  from (select json_agg(streams[w])::text as list from unnest(won) w) listed
$$;

-- What is used of each scope [{workflow, write, time_zone, currency}], in the order given. An action that failed or
-- was undone gives back what it took; one of which it is not known what became still counts.
create function budget_used(scopes json, instant timestamptz) returns json language sql stable as $$
  select json_agg(json_build_object(
    'count_last_hour', used.count_last_hour, 'count_today', used.count_today,
    'sum_last_hour', used.sum_last_hour, 'sum_today', used.sum_today
  ) order by (scope.ordinality))
  from rows from (json_to_recordset(scopes) as (workflow text, write text, time_zone text, currency text))
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
    from actions a
    where a.workflow = scope.workflow and a.write = scope.write
      and a.status in ('intended', 'done', 'unknown') and a.intended_at >= least(hour, day)
  ) used
$$;

-- Opens the gate of a batch: waits until no other batch holds one of its budgets, then says what is used, which
-- switches are thrown and where the streams stand. All of it stays true until this transaction ends.
create function open_gate(
  scopes json, instant timestamptz, streams text[], out used json, out thrown text[], out versions json
) language plpgsql as $$
declare
  budget bigint;
begin
  for budget in
    select distinct hashtextextended('remit:budget:' || workflow || ':' || write, 0)
    from json_to_recordset(scopes) as scope(workflow text, write text) order by 1
  loop
    perform pg_advisory_xact_lock(budget);
  end loop;
  perform pg_advisory_xact_lock_shared(hashtextextended('remit:switches', 0));

  -- Each of these statements sees what was committed while the locks were waited for.
  used := budget_used(scopes, instant);
  select coalesce(array_agg(name order by name), '{}') into thrown from switches;
  select coalesce(json_object_agg(stream, version), '{}') into versions from heads where stream = any (streams);
end $$;
