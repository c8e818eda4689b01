-- What evidence says of agents, counted from the log: a cache, so that a process that starts need not count anew.
-- `remit rebuild` empties it and counts again; the text is canonical, so that two processes can be compared.
create table standings (
  workflow      text collate "C" not null,
  agent         text collate "C" not null,
  agent_version text collate "C" not null,
  -- Of what it was counted with: risk, error level and the like. Another basis: count anew.
  basis         text        not null,
  -- Up to here the log was counted, in the order in which it is followed.
  tx            text        not null,
  position      bigint      not null,
  saved         text        not null,
  counted_at    timestamptz not null,
  primary key (workflow, agent, agent_version)
);

-- Where no stage was ever changed, a change of policy alone makes the row, and the file says since when.
alter table rollouts alter column since drop not null;

-- As before, but that a change of stage keeps the change of policy that stands.
create or replace function put_rollouts(rows json, appends integer[], won integer[]) returns void language plpgsql as $$
begin
  insert into rollouts (workflow, stage, share, kinds, version, since, policy)
  select r.workflow, r.stage, r.share, r.kinds, r.version, r.since, r.policy
  from json_populate_recordset(null::rollouts, rows) with ordinality r
  where appends[r.ordinality] = any (won)
  on conflict (workflow) do update set
    stage = excluded.stage, share = excluded.share, kinds = excluded.kinds, version = excluded.version,
    since = excluded.since, policy = coalesce(excluded.policy, rollouts.policy);
end $$;
