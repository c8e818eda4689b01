-- Which boundary, and which workflow.yaml, is in force of each workflow, by its newest entry that puts one in force: the
-- transaction that records an intent holds it against these as well, so that nothing is done that was ruled under
-- another. Written with the append, and made again by `remit rebuild`.
create table boundaries (
  workflow text collate "C" primary key,
  -- Version of the boundary in force; null: the log does not say it.
  boundary text,
  -- Digest of the workflow.yaml in force; null: no entry says it yet.
  file     text,
  -- Version of the workflow's stream that said it last.
  version  integer not null
);

insert into boundaries (workflow, boundary, version)
select substr(h.stream, length('workflow/') + 1), newest.boundary, newest.version
from heads h
cross join lateral (
  select e.body::json->>'boundary' as boundary, e.version from entries e
  where e.stream = h.stream and e.kind in ('published', 'boundary.changed')
  order by e.version desc limit 1
) newest
where h.stream like 'workflow/%';

-- What an entry does not say stays as it stands.
create function put_boundaries(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into boundaries (workflow, boundary, file, version)
  select r.workflow, r.boundary, r.file, r.version
  from json_populate_recordset(null::boundaries, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (workflow) do update set
    boundary = coalesce(excluded.boundary, boundaries.boundary), file = coalesce(excluded.file, boundaries.file),
    version = excluded.version;
end $$;

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
      when 'boundaries' then perform put_boundaries(made, appends, won);
      when 'notices' then perform put_notices(made, appends, won);
      when 'rollbacks' then perform put_rollbacks(made, appends, won);
      when 'changes' then perform put_changes(made, appends, won);
      when 'seals' then perform put_seals(made, appends, won);
    end case;
  end loop;
end $$;

-- As in 0007, but that an intent is also held against the boundary in force.
create or replace function append_batch(
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
  -- Intents that count against no budget were held against their boundary with no switch thrown, under the roll-outs of
  -- these versions (0 for none) and with these files: {workflow: {version, boundary, file}}. The lock makes a throw, a
  -- change of stage, or another boundary wait for them; where there was one already, nothing is appended and all of
  -- them are held against it one by one.
  if unless_thrown is not null then
    perform pg_advisory_xact_lock_shared(hashtextextended('remit:switches', 0));
    if exists (select from switches where not drill) or exists (
      select from json_each(unless_thrown) ruled
      left join rollouts r on r.workflow = ruled.key
      left join boundaries b on b.workflow = ruled.key
      where coalesce(r.version, 0) <> (ruled.value->>'version')::integer
        or b.boundary <> ruled.value->>'boundary' or b.file <> ruled.value->>'file'
    ) then
      taken := '"thrown"';
      return;
    end if;
  end if;

  -- A throw waits for the intents in flight, which hold this lock shared, and no later intent passes it by. A change
  -- of stage is one too, and so is another boundary: from the next intent on it holds.
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

-- Opens the gate of a batch: waits until no other batch holds one of its budgets, then says what is used, which
-- switches are thrown, how far these workflows are rolled out, which boundaries are in force and where the streams stand. All of it stays true until
-- this transaction ends.
drop function open_gate(json, timestamptz, text[], text[]);
create function open_gate(
  scopes json, instant timestamptz, streams text[], workflows text[],
  out used json, out thrown text[], out rolled_out json, out in_force json, out versions json
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
  select coalesce(json_object_agg(b.workflow, row_to_json(b)), '{}') into in_force
    from boundaries b where b.workflow = any (workflows);
  select coalesce(json_object_agg(stream, version), '{}') into versions from heads where stream = any (streams);
end $$;
