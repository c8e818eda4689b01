-- Second looks: what one person decided and another judges too; the draw is another one than that of audits.
create index decisions_to_second on decisions (workflow, draw)
  where how in ('approved', 'edited', 'handled') and seconded is null and closed_at is not null;

-- How people look is read from their decisions in the log itself, so that nothing has to be kept beside it.
create index entries_looked on entries (at)
  where kind in ('review.decided', 'handled', 'seconded', 'check.answered');
