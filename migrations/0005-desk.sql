-- What the desk reads at once: the queue's own words, and the way to a customer's earlier cases.

alter table reviews
  -- The beginning of what the customer wrote, and the strictest reason, so that the queue is one query.
  add column snippet       text,
  add column why           text,
  -- A claim lapses by itself: after this time the review is free again without an entry that says so.
  add column claimed_until timestamptz;

create or replace function put_reviews(rows json, won integer[]) returns void language plpgsql as $$
begin
  insert into reviews (
    id, case_id, workflow, status, role, title, subject, play, effect, money_minor, money_currency,
    confidence, asked_at, expires_at, snoozed_until, claimed_by, decided_by, decision, snippet, why,
    claimed_until
  )
  select
    r.id, r.case_id, r.workflow, r.status, r.role, r.title, r.subject, r.play, r.effect, r.money_minor,
    r.money_currency, r.confidence, r.asked_at, r.expires_at, r.snoozed_until, r.claimed_by, r.decided_by,
    r.decision, r.snippet, r.why, r.claimed_until
  from json_array_elements(rows) put cross join lateral json_populate_record(null::reviews, put->'row') r
  where (put->>'append')::integer = any (won)
  on conflict (id) do update set
    case_id = excluded.case_id, workflow = excluded.workflow, status = excluded.status,
    role = excluded.role, title = excluded.title, subject = excluded.subject, play = excluded.play,
    effect = excluded.effect, money_minor = excluded.money_minor, money_currency = excluded.money_currency,
    confidence = excluded.confidence, asked_at = excluded.asked_at, expires_at = excluded.expires_at,
    snoozed_until = excluded.snoozed_until, claimed_by = excluded.claimed_by,
    decided_by = excluded.decided_by, decision = excluded.decision, snippet = excluded.snippet,
    why = excluded.why, claimed_until = excluded.claimed_until;
end $$;

-- Earlier cases of the same customer are those whose subject begins with the same words.
create index cases_of_subject on cases (subject text_pattern_ops, opened_at);
