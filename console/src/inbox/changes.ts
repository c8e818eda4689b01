import type { CaseView } from '../live/answers.ts';
import { isMoney } from '../ui/value.tsx';
import { humanise, moneyText } from '../ui/words.ts';

export interface Change {
  label: string;
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
    changes.push({ label: 'About', before: kindLabel(one.kind), after: kindLabel(draft.kind) });
  }
  if (draft.play !== (plan?.play ?? '')) {
    changes.push({ label: 'What to do', before: playLabel(plan?.play ?? ''), after: playLabel(draft.play) });
    return changes;
  }
  for (const { name, label, value } of plan?.inputs ?? []) {
    const next = draft.inputs[name];
    if (JSON.stringify(value) === JSON.stringify(next)) continue;
    changes.push({ label: label || humanise(name), ...around(shown(value), shown(next)) });
  }
  return changes;
}

/** How much of an unchanged text stays visible beside a change. */
const AROUND_LETTERS = 24;

function around(before: string, after: string): { before: string; after: string } {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end++;
  const from = Math.max(0, start - AROUND_LETTERS);
  const cut = (text: string) => {
    const to = Math.min(text.length, text.length - end + AROUND_LETTERS);
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  };
  return { before: cut(before), after: cut(after) };
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (isMoney(value)) return moneyText(value, 'en');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
