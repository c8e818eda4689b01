import type { CaseEntry } from '../case/entries.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { labelFrom, listWords, playLabel } from './words.ts';

type BodyOf<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>['body'];

/** "Marek would have done the same, without knowing what Pia had decided." */
export function saySeconded(body: BodyOf<'seconded'>, who: string, workflow: Workflow | undefined): string {
  const chosen = body.play === null ? labelFrom(body.kind) : playLabel(body.play, workflow);
  if (body.agreed) return `${who} looked a second time, blind, and would have decided the same (${chosen}).`;
  const others = listWords(body.changed.map(labelFrom)).toLowerCase();
  return `${who} looked a second time, blind, and would have decided otherwise: ${chosen} (${others}).`;
}

/** What a person made of a known-answer check. */
export function sayAnswered({ caught }: BodyOf<'check.answered'>, who: string): string {
  return caught
    ? `${who} caught the planted mistake. Nothing of it was ever going to be done.`
    : `${who} approved the planted plan. Nothing of it was done.`;
}

/** What a person made of a decision that had broken the policy of its day. */
export function sayJudged({ verdict }: BodyOf<'precedent.judged'>, who: string): string {
  return verdict === 'keep'
    ? `${who} looked at the flagged decision: it was right, and is learned from.`
    : `${who} looked at the flagged decision: it is not learned from.`;
}
