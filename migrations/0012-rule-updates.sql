-- Rule updates and bad precedents: what was found by looking through the log. All of it is a cache that is made again
-- when somebody asks; what people decided on it stands in the log.

-- Drafts by their ids, so that a page can be opened again and a decision can name what it is about.
create table rule_drafts (
  id         text collate "C" primary key,
  workflow   text        not null,
  found      text        not null,
  made_at    timestamptz not null,
  -- JSON: the turn, and the parts of the condition.
  definition text        not null
);

-- The newest look through a workflow's decisions; `mark` says up to where they were looked through.
create table rule_looks (
  workflow text primary key,
  mark     text        not null,
  at       timestamptz not null,
  -- JSON: the findings with their proof, and how many conditions were tried.
  result   text        not null
);

-- Decisions of people that were held against the boundary of their day.
create table precedent_looks (
  -- <case>.<version of the decision>
  id       text collate "C" primary key,
  workflow text not null,
  -- `kept`, `flagged`, or `left_out` where what it was decided on is not all known any more.
  result   text not null
);
create index precedent_looks_by_workflow on precedent_looks (workflow, result);
