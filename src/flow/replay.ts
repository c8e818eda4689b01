import type { Fact } from '../boundary/schema.ts';
import type { Entry } from '../log/schema.ts';
import type { CaseState, PerformedAction } from './case.ts';
import { parseEntry, type BodyOf, type CaseEntry } from './entries.ts';

/** The state of a case is what its entries say, in order, and nothing else. */
export function replay(id: string, entries: Entry[]): CaseState | null {
  let state: CaseState | null = null;
  for (const raw of entries) state = evolve(state, parseEntry(raw), id);
  return state;
}

/** One entry further. A state that is passed in is not changed. */
export function evolve(before: CaseState | null, entry: CaseEntry, id: string): CaseState {
  if (before === null) return open(entry, id);
  const state: CaseState = { ...before, version: entry.version, changedAt: entry.at };
  APPLY[entry.kind]?.(state, entry as never);
  return state;
}

function open(entry: CaseEntry, id: string): CaseState {
  if (entry.kind !== 'opened')
    throw new Error(`the stream ${id} begins with ${entry.kind} instead of opened`);
  const { body } = entry;
  const hidden = entry.private ?? { title: 'erased', text: '', event: {} };
  return {
    id,
    version: entry.version,
    workflow: body.workflow,
    workflowVersion: body.workflow_version,
    subject: body.subject,
    title: hidden.title,
    recorded: body.recorded ?? false,
    openedAt: new Date(body.received_at),
    changedAt: entry.at,
    closedAt: null,
    status: 'open',
    outcome: null,
    end: null,
    reworked: false,
    messages: [{ at: new Date(body.received_at), from: body.source, text: hidden.text, event: hidden.event }],
    eventIds: [`${body.source}:${body.source_id}`],
    event: hidden.event,
    facts: null,
    gatheredAt: null,
    kind: null,
    plan: null,
    ruling: null,
    review: null,
    clearances: [],
    actions: [],
    handled: [],
    round: 0,
    label: null,
    notes: [],
    waitUntil: null,
    tries: 0,
  };
}

type Apply = {
  [K in CaseEntry['kind']]?: (state: CaseState, entry: Extract<CaseEntry, { kind: K }>) => void;
};

const APPLY: Apply = {
  joined(state, { body, private: hidden }) {
    hear(state, body.source, body.source_id, new Date(body.received_at), hidden);
    startOver(state);
  },
  reopened(state, { body, at, private: hidden }) {
    if (body.source && body.source_id) hear(state, body.source, body.source_id, at, hidden);
    state.reworked = true;
    state.outcome = null;
    state.closedAt = null;
    state.end = null;
    startOver(state);
  },
  'context.gathered'(state, { body, private: hidden, at }) {
    state.facts = Object.fromEntries(
      body.facts.map((fact) => [fact.name, factOf(fact, hidden?.values ?? {})]),
    );
    state.gatheredAt = at;
    state.waitUntil = null;
    state.tries = 0;
  },
  planned(state, { body, private: hidden, at, actor }) {
    state.kind = body.kind;
    state.round += 1;
    state.plan = {
      ...body,
      reason: hidden?.reason ?? '',
      inputs: hidden?.inputs ?? {},
      actions: hidden?.actions ?? [],
      similar: hidden?.similar ?? [],
      evidence: hidden?.evidence ?? [],
      digests: body.actions.map((action) => action.digest),
      by: actor,
      at,
      keys: [],
    };
    state.ruling = null;
    state.review = null;
    state.clearances = [];
    state.status = 'open';
  },
  ruled(state, { body, at }) {
    state.ruling = { ...body, at };
    state.clearances = body.clearances;
  },
  'review.asked'(state, { body, at }) {
    state.review = {
      id: body.review,
      plan: body.plan,
      effect: body.effect,
      role: body.role,
      says: body.says,
      status: 'open',
      askedAt: at,
      expiresAt: body.expires_at ? new Date(body.expires_at) : null,
      claimedBy: null,
      claimedUntil: null,
      snoozedUntil: null,
      decidedBy: null,
      decision: null,
    };
    state.status = 'held';
  },
  'review.claimed'(state, { body, actor }) {
    if (!state.review) return;
    state.review = {
      ...state.review,
      status: 'claimed',
      claimedBy: actor,
      claimedUntil: new Date(body.until),
    };
  },
  'review.decided': decided,
  'review.expired'(state) {
    if (state.review) state.review = { ...state.review, status: 'expired' };
  },
  handled(state, { body, actor, at, version, private: hidden }) {
    const inputs = hidden?.inputs ?? {};
    if (body.play !== null) state.label = { version, at, kind: body.kind, play: body.play, inputs };
    state.handled = [...state.handled, { ...body, by: actor, at, note: hidden?.note }];
    state.kind = body.kind;
    if (state.review && state.review.status !== 'expired') {
      state.review = { ...state.review, status: 'decided', decidedBy: actor, decision: 'handled' };
    }
    state.status = 'open';
  },
  'action.intended'(state, { body, private: hidden, at, actor }) {
    const money =
      body.money_minor === undefined
        ? null
        : { minor: body.money_minor, currency: body.money_currency ?? '' };
    const { key, write, digest } = body;
    const fresh = { status: 'intended' as const, says: '', result: undefined, doneAt: null };
    const args = hidden?.args ?? {};
    state.actions = [
      ...state.actions,
      { key, write, digest, args, ...fresh, intendedAt: at, by: actor, money, undoes: body.undoes ?? null },
    ];
    state.clearances = state.clearances.filter((clearance) => clearance.id !== body.clearance);
    if (state.plan) state.plan = { ...state.plan, keys: [...state.plan.keys, key] };
    state.status = 'acting';
  },
  'action.done'(state, { body, private: hidden, at }) {
    settle(state, body.key, { status: 'done', result: hidden?.result, doneAt: at });
  },
  'action.failed'(state, { body, at }) {
    settle(state, body.key, { status: 'failed', says: body.says, doneAt: at });
  },
  'action.unknown'(state, { body }) {
    settle(state, body.key, { status: 'unknown', says: body.says });
    state.status = 'unknown';
  },
  'action.undone'(state, { body }) {
    settle(state, body.key, { status: 'undone' });
  },
  noted(state, { body, at }) {
    state.notes = [...state.notes, { at, says: body.says }];
    state.waitUntil = body.due_at ? new Date(body.due_at) : null;
    if (body.tries !== undefined) state.tries = body.tries;
  },
  closed(state, { body, at }) {
    state.status = 'closed';
    state.outcome = body.outcome;
    state.end = body.end;
    state.closedAt = at;
    state.waitUntil = null;
  },
};

function decided(
  state: CaseState,
  { body, private: hidden, actor, at, version }: Extract<CaseEntry, { kind: 'review.decided' }>,
) {
  if (!state.review) return;
  const review = { ...state.review, decidedBy: actor, decision: body.decision, reason: hidden?.reason };
  if (body.decision === 'snooze') {
    state.review = { ...review, status: 'snoozed', snoozedUntil: new Date(body.until ?? at) };
    return;
  }
  if (body.decision === 'escalate') {
    state.review = {
      ...review,
      status: 'open',
      role: body.role ?? review.role,
      claimedBy: null,
      claimedUntil: null,
    };
    return;
  }
  state.review = { ...review, status: 'decided' };
  if (body.decision === 'reject') return;
  state.clearances = body.clearances ?? [];
  state.status = 'open';
  if (body.decision === 'edit' && state.plan) {
    state.kind = body.kind ?? state.kind;
    state.plan = {
      ...state.plan,
      kind: body.kind ?? state.plan.kind,
      play: body.play ?? state.plan.play,
      digest: body.edited ?? state.plan.digest,
      inputs: hidden?.inputs ?? state.plan.inputs,
      actions: hidden?.actions ?? state.plan.actions,
      digests: body.actions?.map((action) => action.digest) ?? state.plan.digests,
    };
  }
  const { plan } = state;
  if (plan?.play) state.label = { version, at, kind: plan.kind, play: plan.play, inputs: plan.inputs };
}

/** After a new event everything that was thought before it is thought again; what was done stays done. */
function startOver(state: CaseState): void {
  state.facts = null;
  state.gatheredAt = null;
  state.plan = null;
  state.ruling = null;
  state.review = null;
  state.clearances = [];
  state.status = 'open';
  state.waitUntil = null;
  state.tries = 0;
}

function hear(
  state: CaseState,
  source: string,
  sourceId: string,
  at: Date,
  hidden: { text?: string | undefined; event?: Record<string, unknown> | undefined } | undefined,
): void {
  const event = hidden?.event ?? {};
  state.messages = [...state.messages, { at, from: source, text: hidden?.text ?? '', event }];
  state.eventIds = [...state.eventIds, `${source}:${sourceId}`];
  state.event = { ...state.event, ...event };
}

function settle(state: CaseState, key: string, change: Partial<PerformedAction>): void {
  state.actions = state.actions.map((action) => (action.key === key ? { ...action, ...change } : action));
  const open = state.actions.some((action) => action.status === 'unknown');
  if (state.status === 'unknown' && !open) state.status = 'acting';
}

function factOf(raw: BodyOf<'context.gathered'>['facts'][number], values: Record<string, unknown>): Fact {
  const fact: Fact = { name: raw.name, source: raw.source, at: raw.at, trust: raw.trust };
  if (raw.missing !== undefined) fact.missing = raw.missing;
  else if (raw.name in values) fact.value = values[raw.name];
  else fact.missing = 'it was erased';
  if (raw.fresh_ms !== undefined) fact.freshMs = raw.fresh_ms;
  return fact;
}
