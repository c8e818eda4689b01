import type { Effect } from '../../boundary/schema.ts';
import type { CaseEntry, EntryKind } from '../case/entries.ts';
import { DESK } from '../intake/schema.ts';
import { NOBODY } from '../plan/schema.ts';
import { sayAnswered, sayJudged, saySeconded } from './evidence.ts';
import { sayLate } from './late.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { sayFinished, sayLooked, sayTurn } from './agents.ts';
import { kindLabel, labelFrom, listWords, nameOf, playLabel, sayTime, writeLabel } from './words.ts';

/** Who tells the story of a case, and what of it was told so far. */
export interface Teller {
  workspace: Workspace;
  workflow: Workflow | undefined;
  /** Key of an action → its words: later entries name only the key. */
  actions: Map<string, string>;
  /** The actions of the plan in force, in words: what an approval approves. */
  proposal: string;
}

/** An entry as a sentence: "Mara approved Refund of €12.00 and Reply to the customer." Entries are told in order. */
export function sayEntry(entry: CaseEntry, teller: Teller): string {
  const who = nameOf(entry.actor, teller.workspace);
  const sentence = SAY[entry.kind](entry as never, who, teller);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

type Say = {
  [K in EntryKind]: (entry: Extract<CaseEntry, { kind: K }>, who: string, teller: Teller) => string;
};

const SAY: Say = {
  opened: ({ body }, who) =>
    body.recorded
      ? body.source === DESK
        ? `${who} recorded work that was done.`
        : `A case that people had handled was brought in from ${body.source}.`
      : `An event from ${body.source} opened the case.`,
  joined: ({ body }, _, { actions }) =>
    body.what === undefined
      ? `Another event from ${body.source} joined the case.`
      : sayLate(body.what, body.key === undefined ? undefined : actions.get(body.key)),
  reopened: ({ body }, who, { actions }) =>
    ({
      late: `${sayLate(body.what ?? 'late outcome', body.key === undefined ? undefined : actions.get(body.key))} The case was opened again.`,
      came_back: 'The customer came back, so the case was opened again.',
      undone: 'An action was taken back, so the case was opened again.',
      by_hand: `${who} opened the case again.`,
      proposed: `${who} had more to do on the subject, so the case was opened again.`,
    })[body.why],
  'context.gathered': ({ body }) => sayGathered(body.facts, body.again ?? false),
  'agent.turn': ({ body }, who) => sayTurn(body, who),
  'agent.looked': ({ body }, who, { workspace }) => sayLooked(body, who, workspace),
  'agent.finished': ({ private: hidden }, who) => sayFinished(who, hidden?.says),
  proposed: ({ body }, who, teller) =>
    `${who} asked to do: ${playLabel(body.play, teller.workflow, teller.workspace)}.`,
  'proposal.withdrawn': (_, who) => `${who} took back what it had asked for.`,
  planned: ({ body, private: hidden }, _, teller) => sayPlanned(body, hidden?.reason, teller),
  ruled: ({ body }) => {
    const reason = body.actions.flatMap((action) => action.reasons).concat(body.reasons);
    const strictest = reason.find(({ effect }) => effect === body.effect);
    return `${body.again ? 'Ruled again: ' : ''}${RULED[body.effect]}${strictest ? ` ${sentence(strictest.says)}` : ''}`;
  },
  'review.reminded': ({ body }) => body.says,
  'review.asked': ({ body }, _, { workspace }) => {
    const whom = body.role === null ? 'A person' : `The role ${body.role}`;
    const until = body.expires_at === null ? '' : ` until ${sayTime(body.expires_at, workspace)}`;
    return `${whom} was asked${until}. ${sentence(body.says)}`;
  },
  'review.claimed': ({ body }, who, { workspace }) =>
    `${who} took it on until ${sayTime(body.until, workspace)}.`,
  'review.decided': (entry, who, teller) => sayDecided(entry, who, teller),
  'review.expired': ({ body }) =>
    ({
      too_late: 'Nobody decided in time, so the question lapsed.',
      new_event: 'A new message came in, so the question lapsed.',
      new_ruling: 'The plan was ruled anew, so the question lapsed.',
      handled: 'Somebody did it by hand, so the question lapsed.',
      withdrawn: 'Who had proposed it took it back, so the question lapsed.',
    })[body.why],
  handled: ({ body }, who, { workflow }) => {
    const what = body.play === null ? labelFrom(body.kind) : playLabel(body.play, workflow);
    return body.decision
      ? `${who} ${body.decision} it${body.role ? ` as ${body.role}` : ''}.`
      : `${who} did it by hand (${what}): ${body.outcome}.`;
  },
  'action.intended': ({ body }, who, teller) => {
    const what = sayAction(body, teller.workspace);
    teller.actions.set(body.key, what);
    return body.undoes ? `${who} set out to take an action back: ${what}.` : `${who} set out to do: ${what}.`;
  },
  'action.done': ({ body }, who, teller) => {
    const what = teller.actions.get(body.key) ?? 'The action';
    if (body.how === 'settled') return `${who} looked: ${what} was done.`;
    if (body.how === 'confirmed') return `${what}: the system was asked, and it was done.`;
    return `${what} was done${body.replayed ? '; the system knew the key already' : ''}.`;
  },
  'action.failed': ({ body }, who, teller) => {
    const what = teller.actions.get(body.key) ?? 'The action';
    return body.how === 'settled'
      ? `${who} looked: ${what} was not done.`
      : `${what} was not done. ${sentence(body.says)}`;
  },
  'action.unknown': ({ body }, _, { actions }) =>
    `It is not known whether this was done: ${actions.get(body.key) ?? 'the action'}. ${sentence(body.says)}`,
  'action.undone': ({ body }, _, { actions }) => `${actions.get(body.key) ?? 'The action'} was taken back.`,
  noted: ({ body }) => sentence(body.says),
  audited: ({ body }, who, { workflow }) => {
    const chosen = body.play === null ? labelFrom(body.kind) : playLabel(body.play, workflow);
    if (body.agreed) return `${who} checked it blind and would have done the same (${chosen}).`;
    return `${who} checked it blind and would have done otherwise: ${chosen} (${listWords(body.changed.map(labelFrom)).toLowerCase()}).`;
  },
  seconded: ({ body }, who, { workflow }) => saySeconded(body, who, workflow),
  'check.planted': ({ body }) => `A check of attention was planted: ${sentence(body.says)}`,
  'check.answered': ({ body }, who) => sayAnswered(body, who),
  'precedent.flagged': ({ body }) =>
    `This decision broke the written policy of its day. ${sentence(body.says)}`,
  'precedent.judged': ({ body }, who) => sayJudged(body, who),
  closed: ({ body }) => `The case was closed as ${body.outcome}. ${sentence(body.end.says)}`.trim(),
};

const RULED: Record<Effect, string> = {
  allow: 'The boundary lets it run.',
  approve: 'The boundary asks a person to approve it.',
  human: 'The boundary leaves it to a person.',
  deny: 'The boundary forbids it.',
};

function sayGathered(facts: { name: string; missing?: string | undefined }[], again: boolean): string {
  const missing = facts.filter((fact) => fact.missing !== undefined);
  const read = `${facts.length - missing.length} of ${facts.length} facts were read${again ? ' again' : ''}`;
  if (missing.length === 0) return `${read}.`;
  return `${read}; missing: ${listWords(missing.map((fact) => `${fact.name} (${fact.missing})`))}.`;
}

type Of<K extends EntryKind> = Extract<CaseEntry, { kind: K }>;

function sayPlanned(body: Of<'planned'>['body'], reason: string | undefined, teller: Teller): string {
  const why = reason ? ` ${sentence(reason)}` : '';
  teller.proposal = sayActions(body.actions, teller.workspace);
  if (body.undoes) return `A plan to take an action back was made.${why}`;
  if (body.play === null && body.agent.name === NOBODY.name) return `No agent was asked.${why}`;
  if (body.play === null) return `No agent could plan it.${why}`;
  const sure = `${Math.round(body.confidence * 100)} % sure`;
  const play = playLabel(body.play, teller.workflow, teller.workspace);
  return `${body.agent.name} proposed "${play}" for "${kindLabel(body.kind, teller.workflow)}" (${sure}).${why}`;
}

function sayDecided({ body, private: hidden }: Of<'review.decided'>, who: string, teller: Teller): string {
  const why = hidden?.reason ? ` "${hidden.reason}"` : '';
  if (body.actions) teller.proposal = sayActions(body.actions, teller.workspace);
  switch (body.decision) {
    case 'approve':
      return `${who}${sayInPlace(body.for, teller)} approved ${teller.proposal}${sayStep(body)}.${why}`;
    case 'edit': {
      const what = listWords((body.changed ?? ['plan']).map(labelFrom)).toLowerCase();
      // Without leave to act it is a proposal, and others must agree to it.
      return body.clearances
        ? `${who} changed ${what} and approved ${teller.proposal}.${why}`
        : `${who} changed ${what} to ${teller.proposal}, and others must agree.${why}`;
    }
    case 'reject':
      return `${who} rejected it${body.because ? ` (${labelFrom(body.because).toLowerCase()})` : ''}.${why}`;
    case 'escalate':
      return `${who} handed it to ${body.role ?? 'somebody else'}.${why}`;
    case 'snooze':
      return `${who} put it off${body.until ? ` until ${sayTime(body.until, teller.workspace)}` : ''}.${why}`;
  }
}

function sayInPlace(id: string | undefined, { workspace }: Teller): string {
  return id === undefined ? '' : `, in the place of ${nameOf({ type: 'person', id }, workspace)},`;
}

/** Which step of a chain a yes was to, where it was not the last. */
function sayStep({ step, further, clearances }: Of<'review.decided'>['body']): string {
  if (step === undefined || clearances) return '';
  return further ? ` (step ${step + 1}, ${further} more must agree)` : ` (step ${step + 1})`;
}

interface SaidAction {
  write: string;
  money_minor?: number | undefined;
  money_currency?: string | undefined;
}

/** `Refund of €12.00` */
function sayAction(
  { write, money_minor: minor, money_currency: currency }: SaidAction,
  workspace: Workspace,
): string {
  const label = writeLabel(write, workspace);
  if (minor === undefined) return label;
  return `${label} of ${showMoney({ minor, currency: currency ?? workspace.currency }, workspace.locale)}`;
}

function sayActions(actions: SaidAction[], workspace: Workspace): string {
  return actions.length === 0 ? 'it' : listWords(actions.map((action) => sayAction(action, workspace)));
}

/** A text as a sentence of its own: a capital at the front, a full stop at the end. */
function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + (/[.!?…"]$/.test(trimmed) ? '' : '.');
}
