import type { CaseView, Revealed } from '../live/answers.ts';
import { shown } from '../inbox/changes.ts';
import { humanise } from '../ui/words.ts';

/** What a person said that they would have done. */
export interface Judgement {
  kind: string;
  play: string | null;
  inputs: Record<string, unknown> | undefined;
}

/** What was planned beside what a person would have done, part by part; only inputs that they gave are compared. */
export function compare(one: CaseView, mine: Judgement, agreed: boolean): Revealed | undefined {
  const { plan } = one;
  if (!plan) return undefined;
  const kindLabel = (name: string) => one.kinds.find((kind) => kind.name === name)?.label ?? humanise(name);
  const playLabel = (name: string | null) =>
    name === null
      ? 'Something else'
      : (one.plays.find((play) => play.name === name)?.label ?? humanise(name));
  const differences: Revealed['differences'] = [];
  if (mine.play !== plan.play) {
    differences.push({ what: 'Play', agent: plan.play_label, person: playLabel(mine.play) });
  } else {
    for (const { name, label, value } of plan.inputs) {
      const given = mine.inputs?.[name];
      if (given === undefined || JSON.stringify(given) === JSON.stringify(value)) continue;
      differences.push({ what: label || humanise(name), agent: shown(value), person: shown(given) });
    }
  }
  if (mine.kind !== plan.kind) {
    differences.push({ what: 'Kind', agent: kindLabel(plan.kind), person: kindLabel(mine.kind) });
  }
  const { play, play_label, kind, reason } = plan;
  return { play, play_label, kind, reason, agreed, differences };
}
