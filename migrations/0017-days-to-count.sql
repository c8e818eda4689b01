-- Days of workflows that must be counted again: noted as the log is read, counted some at a time, the newest first.
create table metric_stale (
  workflow text collate "C" not null,
  -- As the workspace's clock shows it.
  day      timestamp        not null,
  primary key (workflow, day)
);
-- Weeks are cells of their own now. The rollups are a cache: they are emptied, and counted again by the follower.
truncate metric_cells, metric_money, metric_state;
