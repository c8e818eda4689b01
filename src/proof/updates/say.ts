import type { z } from 'zod';
import { ERROR, NO_PLAN, sayAll, sayFinding, type Proof } from '../../evidence/mining/index.ts';
import { counted, percent, sayRate } from '../../evidence/words.ts';
import type { Rate } from '../../authority/schema.ts';
import type { WidenForm } from '../../authority/updates_schema.ts';
import type { ProofAnswer } from '../../doors/http/answers/updates.ts';
import { labelFrom, shapeLabel } from '../../flow/say/words.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { languageOf, namingOf } from './language.ts';
import type { Definition, Draft, Look, Way } from './schema.ts';

/** Fewer cases than this say little, however clear they look. */
const SMALL = 20;

/** A draft in one sentence. */
export function sayDraft(workspace: Workspace, workflow: Workflow, draft: Definition): string {
  const naming = namingOf(workspace, workflow);
  if (draft.widen) return sayWiden(workspace, workflow, draft, draft.widen);
  if (draft.input) {
    const { input, template } = draft.input;
    const play = naming.plays[draft.turn.planned] ?? draft.turn.planned;
    const label = shapeLabel(input, workflow.plays[draft.turn.planned]?.inputs[input]);
    return `“${play}” begins with ${valueOf(template)} as its ${label.toLowerCase()}`;
  }
  return sayFinding(draft.turn, draft.literals, languageOf(workspace, workflow), naming);
}

function sayWiden(
  workspace: Workspace,
  workflow: Workflow,
  { literals, turn }: Definition,
  widen: WidenForm,
): string {
  const naming = namingOf(workspace, workflow);
  if (widen.by === 'limit')
    return `Raise the limit “${labelFrom(widen.limit).toLowerCase()}” from ${naming.money(widen.before)} to ${naming.money(widen.value)}`;
  const where =
    literals.length === 0 ? '' : ` where ${sayAll(literals, languageOf(workspace, workflow), naming)}`;
  return `Let “${naming.plays[turn.planned] ?? turn.planned}” through without a person${where}`;
}

/** Where the cases of a draft come from, where some are of before: no plan was made in them then. */
export function sayPast(
  workspace: Workspace,
  workflow: Workflow,
  { turn, past, widen }: Pick<Draft, 'turn' | 'past' | 'widen'>,
): string | null {
  if (past.fitted === 0) return null;
  if (widen)
    return `${counted(past.fitted, 'case')} of these ${past.fitted === 1 ? 'is' : 'are'} of before: people decided without a plan, and the table in force was asked afterwards.`;
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
export function sayGroup({ turn: { planned }, widen }: Definition): string {
  if (widen) return 'of all that wait for a person';
  return planned === NO_PLAN ? 'of all without a plan' : 'of all with that plan';
}

/** `{{options.tenth}}` reads "options tenth". */
function valueOf(template: string): string {
  const path = /^\{\{(.*)\}\}$/.exec(template)?.[1];
  return path === undefined ? `“${template}”` : path.replaceAll(/[._]/g, ' ');
}

export function sayProof(proof: Proof, risk?: number): z.output<typeof ProofAnswer> {
  const { precision, base, p, tried } = proof;
  const says = risk === undefined || p === null ? sayCorrection(p, tried) : sayBelow(p, tried, risk);
  return { ...proof, says, small: precision.of < SMALL || base.of < SMALL };
}

function sayCorrection(p: number | null, tried: number): string {
  if (p === null)
    return 'A person chose the condition, so that there is nothing to correct; a rule that was made for one case may fit no other.';
  const chance = p < 0.0001 ? 'less than 1 in 10,000' : `at most ${percent(p)}`;
  return `The chance to see this without any connection is ${chance}, after correction for all ${tried.toLocaleString('en')} conditions that could have been found; nothing is proposed above ${percent(ERROR)}.`;
}

function sayBelow(p: number, tried: number, risk: number): string {
  const chance = p < 0.0001 ? 'less than 1 in 10,000' : `at most ${percent(p)}`;
  return `Were ${percent(risk)} or more of such plans decided otherwise, which is what this workflow bears, the chance to see so few would be ${chance}, after correction for all ${tried.toLocaleString('en')} changes tried; nothing is proposed above ${percent(ERROR)}.`;
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
export function explainWay(way: Way, widens: boolean): string {
  if (way === 'boundary' && widens)
    return 'The boundary lets these plans through; roll-out and evidence still have to let them run alone.';
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
