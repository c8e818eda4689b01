-- What was answered under an Idempotency-Key, so that a request that is sent again is not done again. It is no part of
-- the log and is not made from it: dropping a row only means that its key is forgotten. Rows live for a day.
create table answers_kept (
  -- Who asked and what for, hashed: the token or the person, the operation, the path.
  scope  text collate "C" not null,
  key    text collate "C" not null,
  -- SHA-256 over what was asked: another question under the same key is a mistake.
  digest text        not null,
  at     timestamptz not null,
  -- Null while it is under way. A body is null where it holds a secret, which is shown once.
  status integer,
  body   text,
  primary key (scope, key)
);

create index answers_kept_at on answers_kept (at);
