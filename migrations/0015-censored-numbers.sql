-- What still waits belongs to the numbers: a plan that nobody has decided was not done alone. The rollups are a cache,
-- so they are emptied and counted again.

alter table metric_cells add column begun integer not null default 0;
truncate metric_cells, metric_money, metric_state;

-- Decisions that are still open: their ages so far are part of how long things take. They are few at any time.
create index decisions_open on decisions (workflow, planned_at)
  where closed_at is null and (how is null or how <> 'expired');
