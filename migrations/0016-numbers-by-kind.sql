-- Cells are told apart by kind whatever else they are told apart by, since kinds are compared one by one. The rollups are a
-- cache: they are emptied, and counted again by the follower.
truncate metric_cells, metric_money, metric_state;

-- Names are in the index, so that a selection by one of them reads no other rows, and a list of names none at all.
drop index metric_cells_read;
create index metric_cells_read on metric_cells
  (level, grain, workflow, at, cohort, kind, play, agent, version, systems) include (decided);
drop index metric_money_read;
create index metric_money_read on metric_money
  (level, grain, workflow, at, cohort, kind, play, agent, version, systems);
-- Histograms of a cell are read with the rest of it, never without.
alter table metric_cells set (toast_tuple_target = 8160);

-- The logging period is asked for whenever it was.
create index decisions_logged on decisions (workflow, planned_at)
  where cohort = 'recorded' or stage in ('record', 'shadow');
