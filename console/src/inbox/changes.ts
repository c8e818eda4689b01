import type { CaseView } from '../live/answers.ts';
import { isMoney } from '../ui/value.tsx';
import { humanise, moneyText } from '../ui/words.ts';

export interface Change {
  label: string;
  /** What stays before and after the change. */
  lead: string;
  tail: string;
  before: string;
  after: string;
}

interface Draft {
  kind: string;
  play: string;
  inputs: Record<string, unknown>;
}

/** What a draft changes of what the agent proposed, in words. A changed text shows only what is around the change. */
export function changesOf(one: CaseView, draft: Draft): Change[] {
  const { plan } = one;
  const changes: Change[] = [];
  const kindLabel = (name: string | null) =>
    one.kinds.find((kind) => kind.name === name)?.label ?? name ?? '';
  const playLabel = (name: string | null) =>
    one.plays.find((play) => play.name === name)?.label ?? name ?? '';
  if (draft.kind !== (one.kind ?? plan?.kind ?? '')) {
    changes.push(whole('About', kindLabel(one.kind), kindLabel(draft.kind)));
  }
  if (draft.play !== (plan?.play ?? '')) {
    changes.push(whole('What to do', playLabel(plan?.play ?? ''), playLabel(draft.play)));
    return changes;
  }
  for (const { name, label, value } of plan?.inputs ?? []) {
    const next = draft.inputs[name];
    if (JSON.stringify(value) === JSON.stringify(next)) continue;
    const isText = typeof value === 'string' && typeof next === 'string';
    const said = label || humanise(name);
    changes.push(isText ? { label: said, ...around(value, next) } : whole(said, shown(value), shown(next)));
  }
  return changes;
}

function whole(label: string, before: string, after: string): Change {
  return { label, lead: '', tail: '', before, after };
}

/** How much of an unchanged text stays visible beside a change. */
const AROUND_LETTERS = 24;

function around(before: string, after: string): Omit<Change, 'label'> {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  // Whole words are shown, since half of one is hard to read.
  while (start > 0 && isLetter(before[start - 1])) start--;
  while (end > 0 && isLetter(before[before.length - end])) end--;
  const lead = before.slice(0, start);
  const tail = before.slice(before.length - end);
  return {
    lead: lead.length > AROUND_LETTERS ? `…${lead.slice(-AROUND_LETTERS)}` : lead,
    tail: tail.length > AROUND_LETTERS ? `${tail.slice(0, AROUND_LETTERS)}…` : tail,
    before: before.slice(start, before.length - end),
    after: after.slice(start, after.length - end),
  };
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** A value in a sentence or a table. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (isMoney(value)) return moneyText(value, 'en');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
