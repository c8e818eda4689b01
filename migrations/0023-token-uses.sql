-- When each token was shown last, so that one that nobody uses can be withdrawn. A store of its own beside the log,
-- written at most once a minute by each process: it is emptied or lost without harm, and rebuilding leaves it alone.
create table token_uses (
  token   text        primary key collate "C",
  used_at timestamptz not null
);
