import type { PlanInput } from '../../../flow/plan/schema.ts';
import type { OutputChecks } from '../../../workspace/asking.ts';
import type { Play, Workspace } from '../../../workspace/schema.ts';
import { wrongFigures } from './figures.ts';
import type { Known } from './known.ts';
import { take } from './known.ts';
import { wrongLinks } from './links.ts';
import { wrongPeople } from './people.ts';
import { wrongPromises } from './promises.ts';

export type { Known } from './known.ts';

/** Characters that nobody sees, and that would hide a word from whoever looks for it. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * What is wrong with the texts that a model wrote into a plan, as sentences for it: wordings that the playbook forbids,
 * links and addresses off the list, amounts and days that no fact names, data of other people. Choices and amounts that
 * are no text are for the shapes and the boundary.
 */
export function checkTexts(
  play: Play,
  inputs: Record<string, unknown>,
  checks: OutputChecks,
  known: Known,
  { workspace, input }: { workspace: Workspace; input: PlanInput },
): string[] {
  // What the plan itself moves may be named in its letter: what it may move is for the boundary.
  const figures: Known = { ...known, amounts: new Set(known.amounts), times: [...known.times] };
  take(inputs, { ...figures, values: new Set(), ours: new Set() }, true);
  return Object.entries(play.inputs).flatMap(([name, shape]) => {
    const value = inputs[name];
    const isText = (shape.type === 'text' || shape.type === 'string') && !shape.choices;
    if (!isText || typeof value !== 'string') return [];
    const text = value.normalize('NFKC').replaceAll(UNSEEN, '');
    return [
      ...wrongPromises(text, checks.never),
      ...wrongLinks(text, checks.links, known),
      ...wrongPeople(text, checks.addresses, known),
      ...(checks.figures ? wrongFigures(text, figures, workspace, input.now) : []),
    ].map((says) => `${shape.label ?? name}: ${says}`);
  });
}
