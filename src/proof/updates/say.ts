import type { z } from 'zod';
import { ERROR, NO_PLAN, sayFinding, type Proof } from '../../evidence/mining/index.ts';
import { counted, percent, sayRate } from '../../evidence/words.ts';
import type { Rate } from '../../authority/schema.ts';
import type { ProofAnswer } from '../../doors/http/answers/updates.ts';
import { shapeLabel } from '../../flow/say/words.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { languageOf, namingOf } from './language.ts';
import type { Definition, Draft, Look, Way } from './schema.ts';

/** Fewer cases than this say little, however clear they look. */
const SMALL = 20;

/** A draft in one sentence. */
export function sayDraft(workspace: Workspace, workflow: Workflow, draft: Definition): string {
  const naming = namingOf(workspace, workflow);
  if (draft.input) {
    const { input, template } = draft.input;
    const play = naming.plays[draft.turn.planned] ?? draft.turn.planned;
    const label = shapeLabel(input, workflow.plays[draft.turn.planned]?.inputs[input]);
    return `“${play}” begins with ${valueOf(template)} as its ${label.toLowerCase()}`;
  }
  return sayFinding(draft.turn, draft.literals, languageOf(workspace, workflow), naming);
}

/** Where the cases of a draft come from, where some are of before: no plan was made in them then. */
export function sayPast(
  workspace: Workspace,
  workflow: Workflow,
  { turn, past }: Pick<Draft, 'turn' | 'past'>,
): string | null {
  if (past.of === 0) return null;
  const planned = namingOf(workspace, workflow).plays[turn.planned] ?? turn.planned;
  const would =
    turn.planned === NO_PLAN
      ? 'in which no row of the decision table speaks'
      : `in which the decision table would have planned “${planned}”`;
  return `From ${counted(past.of, 'case')} of before, ${would}; ${past.fitted.toLocaleString('en')} of them ${past.fitted === 1 ? 'is' : 'are'} like this. People decided them without a plan, and the table in force was asked afterwards.`;
}

/** What was looked through, and what came of it. */
export function sayLook({ decided, past, unplanned, changed, tried, drafts }: Look): string {
  const from =
    past === 0
      ? ''
      : ` (${past === decided ? 'all' : past.toLocaleString('en')} of before, in which the table in force was asked afterwards)`;
  const without = unplanned === 0 ? '' : `; in ${unplanned.toLocaleString('en')} no row of the table speaks`;
  const among = `${counted(decided, 'decided case')}${from}, of which people changed ${changed.toLocaleString('en')}${without}`;
  if (tried === 0) return `${among}: too few of a kind to look for a rule.`;
  const came = drafts.length === 0 ? 'none stands out.' : `${counted(drafts.length, 'draft')} came of it.`;
  return `${among}. ${tried.toLocaleString('en')} conditions could have been found; ${came}`;
}

/** What the base rate of a proof is of. */
export function sayGroup({ planned }: Definition['turn']): string {
  return planned === NO_PLAN ? 'of all without a plan' : 'of all with that plan';
}

/** `{{options.tenth}}` reads "options tenth". */
function valueOf(template: string): string {
  const path = /^\{\{(.*)\}\}$/.exec(template)?.[1];
  return path === undefined ? `“${template}”` : path.replaceAll(/[._]/g, ' ');
}

export function sayProof(proof: Proof): z.output<typeof ProofAnswer> {
  const { precision, base, p, tried } = proof;
  return { ...proof, says: sayCorrection(p, tried), small: precision.of < SMALL || base.of < SMALL };
}

function sayCorrection(p: number | null, tried: number): string {
  if (p === null)
    return 'A person chose the condition, so that there is nothing to correct; a rule that was made for one case may fit no other.';
  const chance = p < 0.0001 ? 'less than 1 in 10,000' : `at most ${percent(p)}`;
  return `The chance to see this without any connection is ${chance}, after correction for all ${tried.toLocaleString('en')} conditions that could have been found; nothing is proposed above ${percent(ERROR)}.`;
}

/** What the way changes, for its heading. */
export function sayWay(way: Way, workflow: Workflow): string {
  switch (way) {
    case 'row':
      return 'A row of the decision table';
    case 'boundary':
      return 'A rule of the boundary';
    case 'default':
      return 'Another default';
    case 'playbook':
      return workflow.files['playbook.md'] === undefined ? 'A new playbook' : 'A sentence of the playbook';
  }
}

/** What it does, for who has never seen such a file. */
export function explainWay(way: Way): string {
  switch (way) {
    case 'row':
      return 'The table plans these cases as people decided them. It counts as a new version of the agent, which has to prove itself anew.';
    case 'boundary':
      return 'The agent plans as before, and a person looks at each such plan before anything is done.';
    case 'default':
      return 'The play begins with this value. Whoever decides may still change it.';
    case 'playbook':
      return 'People read it, and models are told it. Nothing is enforced by it.';
  }
}

/** "Since Tuesday: 31 cases, 30 of 31 (96.8 %) decided as it says, no conflict" */
export function sayFollowed(
  since: string,
  {
    cases,
    fits,
    conflicts,
    rework,
  }: {
    cases: number;
    fits: Rate | null;
    conflicts: number;
    rework: number;
  },
): string {
  if (cases === 0) return `Since ${since}: no such case yet`;
  const parts = [
    counted(cases, 'case'),
    fits
      ? `${sayRate(fits)} decided as it says, ${percent(fits.low)} to ${percent(fits.high)} with certainty of 95 %`
      : 'none of them decided yet',
    conflicts === 0 ? 'no conflict' : counted(conflicts, 'conflict'),
    ...(rework > 0 ? [`${rework} came back`] : []),
  ];
  return `Since ${since}: ${parts.join('; ')}`;
}
