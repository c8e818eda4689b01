import type { Fact } from '../../boundary/schema.ts';
import { eventName } from '../intake/schema.ts';
import { givenInputs } from './agreement.ts';
import { EVIDENCE } from './apply_evidence.ts';
import { AGENTS, goOn } from './apply_agents.ts';
import { PROPOSALS } from './apply_proposals.ts';
import { REVIEW } from './apply_review.ts';
import type { OtherPlan } from '../plan/schema.ts';
import * as ends from './round_ends.ts';
import * as rounds from './rounds.ts';
import { isSealed } from './sealed.ts';
import type { CaseState, PerformedAction } from './state.ts';
import type { BodyOf, CaseEntry } from './entries.ts';

/** What each kind of entry changes in a state that is its own copy. */
export type Apply = {
  [K in CaseEntry['kind']]?: (state: CaseState, entry: Extract<CaseEntry, { kind: K }>) => void;
};

export const APPLY: Apply = {
  joined(state, { body, at, private: hidden }) {
    hear(state, body.source, body.source_id, new Date(body.received_at), hidden);
    if (body.trace !== undefined) state.trace = body.trace;
    ends.leaveRound(state, at);
    // What kind it is was part of what nobody may see yet, and no plan hides it while it is thought over.
    if (isSealed(state)) state.kind = null;
    startOver(state);
    if (body.what !== undefined) {
      state.reworked = true;
      comeLate(state, body.what, body.key);
    }
  },
  reopened(state, { body, at, private: hidden }) {
    if (body.source && body.source_id) hear(state, body.source, body.source_id, at, hidden);
    if (body.why !== 'proposed') state.reworked = true;
    if (body.why !== 'undone') state.sinceAt = at;
    state.outcome = null;
    state.closedAt = null;
    state.end = null;
    startOver(state);
    if (body.why === 'late') comeLate(state, body.what ?? 'late outcome', body.key);
    else if (body.why === 'came_back') ends.reworkRound(state);
  },
  'context.gathered'(state, { body, private: hidden, at }) {
    const read = body.facts.map((fact) => [fact.name, factOf(fact, hidden?.values ?? {})]);
    state.facts = { ...(body.again ? state.facts : {}), ...Object.fromEntries(read) };
    state.gatheredAt = at;
    state.waitUntil = null;
    state.tries = 0;
  },
  ...AGENTS,
  planned(state, entry) {
    const { body, private: hidden, at, actor } = entry;
    goOn(state, at);
    rounds.planRound(state, entry);
    state.kind = body.kind;
    state.round += 1;
    state.plan = {
      reason: hidden?.reason ?? '',
      inputs: hidden?.inputs ?? {},
      similar: hidden?.similar ?? [],
      evidence: hidden?.evidence ?? [],
      digests: body.actions.map((action) => action.digest),
      by: actor,
      at,
      keys: [],
      ...body,
      actions: hidden?.actions ?? [],
      goesOn: body.goes_on,
      others: othersOf(entry),
    };
    state.ruling = null;
    state.review = null;
    state.clearances = [];
    state.status = 'open';
  },
  ruled(state, entry) {
    const { body, at } = entry;
    rounds.ruleRound(state, entry);
    state.ruling = { at, ...body };
    state.clearances = body.clearances;
  },
  ...REVIEW,
  ...EVIDENCE,
  ...PROPOSALS,
  'action.intended'(state, { body, private: hidden, at, actor }) {
    const money =
      body.money_minor === undefined
        ? null
        : { minor: body.money_minor, currency: body.money_currency ?? '' };
    const { key, write, digest } = body;
    ends.actRound(state, at);
    const args = hidden?.args ?? {};
    state.actions = [
      ...state.actions,
      {
        key,
        version: state.version,
        write,
        digest,
        args,
        status: 'intended',
        says: '',
        result: undefined,
        intendedAt: at,
        doneAt: null,
        by: actor,
        money,
        undoes: body.undoes ?? null,
        agent: state.plan?.agent.name ?? 'nobody',
        round: body.undoes === undefined ? state.rounds.length : 0,
      },
    ];
    state.clearances = state.clearances.filter((clearance) => clearance.id !== body.clearance);
    state.stoppedBy = null;
    // Tries are counted for one thing at a time: a shop that was slow to read from may be slow to write to.
    state.waitUntil = null;
    state.tries = 0;
    if (state.plan) state.plan = { ...state.plan, keys: [...state.plan.keys, key] };
    state.status = 'acting';
  },
  'action.done'(state, { body, private: hidden, at }) {
    settle(state, body.key, { status: 'done', result: hidden?.result, doneAt: at });
    ends.settleRound(state, body.key, at);
  },
  'action.failed'(state, { body, at }) {
    settle(state, body.key, { status: 'failed', says: body.says, doneAt: at });
    ends.failRound(state, body.key);
  },
  'action.unknown'(state, { body }) {
    settle(state, body.key, { status: 'unknown', says: body.says });
    state.status = 'unknown';
  },
  'action.undone'(state, { body }) {
    settle(state, body.key, { status: 'undone' });
    // What took another action back was taken back itself: the other one counts as done again.
    const undoes = state.actions.find(({ key }) => key === body.key)?.undoes;
    if (undoes) {
      settle(state, undoes, { status: 'done' });
      ends.settleRound(state, undoes, null);
    }
    ends.reworkRound(state, body.key);
  },
  noted(state, { body, at }) {
    state.notes = [...state.notes, { at, says: body.says }];
    state.waitUntil = body.due_at ? new Date(body.due_at) : null;
    state.stoppedBy = body.switch ?? null;
    state.heldBy = heldBy(state, body.down, at);
    if (state.heldBy) state.heldSince ??= at;
    if (body.tries !== undefined) state.tries = body.tries;
    if (body.end === false) ends.missRound(state);
  },
  closed(state, entry) {
    const { body, at } = entry;
    ends.closeRound(state, entry);
    state.status = 'closed';
    state.outcome = body.outcome;
    state.end = body.end;
    state.closedAt = at;
    state.waitUntil = null;
    state.stoppedBy = null;
    state.late = null;
  },
  audited(state, { body, private: hidden, at, actor, version }) {
    ends.auditRound(state, body, at, givenInputs(hidden?.inputs));
    state.audited = { ...body, by: actor, at };
    if (body.play !== null)
      state.label = { version, at, kind: body.kind, play: body.play, inputs: hidden?.inputs ?? {} };
  },
};

/** What the other agents of the cascade proposed, with the inputs that stand apart. */
function othersOf({ body, private: hidden }: Extract<CaseEntry, { kind: 'planned' }>): OtherPlan[] {
  return (body.others ?? []).map((other, index) => ({ ...other, inputs: hidden?.others?.[index] ?? {} }));
}

/** A late outcome is rework of the round that caused it, and a person deals with it. */
function comeLate(state: CaseState, what: string, key: string | undefined): void {
  ends.reworkRound(state, key);
  state.late = { what, key };
}

/** After a new event everything that was thought before it is thought again; what was done stays done. */
function startOver(state: CaseState): void {
  state.facts = null;
  state.gatheredAt = null;
  state.plan = null;
  state.ruling = null;
  state.review = null;
  state.clearances = [];
  state.late = null;
  state.wentOn = [];
  state.stoppedBy = null;
  state.status = hasUnknown(state) ? 'unknown' : 'open';
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
  // What was sent first and came last says how things were: it fills gaps and takes nothing back.
  const isOld = state.messages.some((message) => message.at > at);
  state.messages = [...state.messages, { at, from: source, text: hidden?.text ?? '', event }];
  state.eventIds = [...state.eventIds, eventName(source, sourceId)];
  state.event = isOld ? { ...event, ...state.event } : { ...state.event, ...event };
}

function settle(state: CaseState, key: string, change: Partial<PerformedAction>): void {
  state.actions = state.actions.map((action) =>
    action.key === key ? { ...action, ...change, version: state.version } : action,
  );
  state.waitUntil = null;
  state.tries = 0;
  if (state.status === 'unknown' && !hasUnknown(state)) state.status = 'acting';
}

function hasUnknown(state: CaseState): boolean {
  return state.actions.some((action) => action.status === 'unknown');
}

function factOf(raw: BodyOf<'context.gathered'>['facts'][number], values: Record<string, unknown>): Fact {
  const fact: Fact = { name: raw.name, source: raw.source, at: raw.at, trust: raw.trust };
  if (raw.missing !== undefined) fact.missing = raw.missing;
  else if (raw.name in values) fact.value = values[raw.name];
  else fact.missing = 'it was erased';
  if (raw.fresh_ms !== undefined) fact.freshMs = raw.fresh_ms;
  return fact;
}

/** It has waited for this system since the first note that said so. */
function heldBy({ heldBy: before }: CaseState, system: string | undefined, at: Date): CaseState['heldBy'] {
  if (system === undefined) return null;
  return { system, since: before?.system === system ? before.since : at };
}
