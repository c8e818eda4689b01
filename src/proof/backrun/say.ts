import type { z } from 'zod';
import type { Rate } from '../../authority/schema.ts';
import type { BackrunAnswer } from '../../doors/http/answers/backrun.ts';
import type { Summary } from '../../evidence/backrun/summary.ts';
import { counted, percent, sayRate } from '../../evidence/words.ts';
import { kindLabel, playLabel, shapeLabel } from '../../flow/say/words.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { Results } from './results.ts';
import type { StoredRun } from './schema.ts';

type Shown = NonNullable<z.output<typeof BackrunAnswer>['results']>;

/** Fewer comparisons than this say little, and the sentence says so. */
const SMALL_BELOW = 30;
const MINUTES_PER_HOUR = 60;

/** Results with their sentences: every rate with its count and its interval. */
export function sayResults(workspace: Workspace, stored: StoredRun, results: Results): Shown {
  const { summary } = results;
  const workflow = workspace.workflows[stored.workflow];
  return {
    cases: summary.cases,
    agreement: {
      rate: summary.agreed,
      says: summary.agreed
        ? `People decided as ${stored.agent} would have in ${withInterval(summary.agreed)}.`
        : `${stored.agent} made no plan that could be compared.`,
    },
    abstained: {
      rate: summary.abstained,
      says: summary.abstained?.count
        ? `It made no plan in ${sayRate(summary.abstained)}.`
        : 'It made a plan in every case.',
    },
    by_kind: summary.byKind.map((one) => ({ ...one, label: kindLabel(one.name, workflow) ?? one.name })),
    by_play: summary.byPlay.map((one) => ({
      ...one,
      label: playLabel(one.name, workflow),
      arguments: one.arguments.map((argument) => ({
        ...argument,
        label: inputLabel(workflow, one.name, argument.name),
      })),
    })),
    money: summary.money.map((one) => sayMoney(one, workspace.locale)),
    hours: sayHours(summary.hours, workspace),
    conflicts: sayConflicts(summary.conflicts),
    alone: sayAlone(summary, workflow, results.standingFrom),
    left_out: sayLeftOut(summary.leftOut),
    digest: results.digest,
  };
}

/** `212 of 240 (88.3 %, between 83.6 % and 91.8 %)`, and that it is few where it is. */
export function withInterval(rate: Rate): string {
  const small = rate.of < SMALL_BELOW ? ', which is few' : '';
  return `${sayRate(rate).slice(0, -1)}, between ${percent(rate.low)} and ${percent(rate.high)})${small}`;
}

function inputLabel(workflow: Workflow | undefined, play: string, name: string): string {
  return shapeLabel(name, workflow?.plays[play]?.inputs[name]);
}

function sayMoney(one: Summary['money'][number], locale: string): Shown['money'][number] {
  const { currency, cases, plannedMinor, decidedMinor, differenceMinor, low, high } = one;
  const show = (minor: number) => showMoney({ minor, currency }, locale);
  const apart = (minor: number) =>
    minor === 0 ? 'the same' : `${show(Math.abs(minor))} ${minor > 0 ? 'more' : 'less'}`;
  const between = low === null || high === null ? '' : ` (between ${apart(low)} and ${apart(high)})`;
  return {
    currency,
    cases,
    planned_minor: plannedMinor,
    decided_minor: decidedMinor,
    difference_minor: differenceMinor,
    low_minor: low,
    high_minor: high,
    says: `It would have moved ${show(plannedMinor)}, people moved ${show(decidedMinor)}: ${apart(differenceMinor)}${between}, over ${counted(cases, 'case')}.`,
  };
}

function sayHours(hours: Summary['hours'], { currency, locale }: Workspace): Shown['hours'] {
  const { cases, measured, minutes, costed, costMinor } = hours;
  const cost = costed === 0 ? null : { minor: costMinor, currency };
  const worked = `${Number((minutes / MINUTES_PER_HOUR).toFixed(1))} hours`;
  const paid = cost
    ? `, which cost ${showMoney(cost, locale)}${costed < measured ? ` as far as rates are known (${counted(costed, 'case')})` : ''}`
    : '';
  const says =
    cases === 0
      ? 'Nothing would have run alone, so no hours would have been won.'
      : measured === 0
        ? `How long people worked on the ${counted(cases, 'case')} that would have run alone is not known.`
        : `People worked ${worked} on ${measured} of the ${counted(cases, 'case')} that would have run alone${paid}.`;
  return { cases, measured, minutes, cost, says };
}

function sayConflicts({ rate, rules }: Summary['conflicts']): Shown['conflicts'] {
  const says = rate?.count
    ? `The boundary denies ${withInterval(rate)} of its plans.`
    : 'The boundary denies none of its plans.';
  return { rate, rules, says };
}

function sayAlone(
  { alone, cases }: Summary,
  workflow: Workflow | undefined,
  from: Results['standingFrom'],
): Shown['alone'] {
  const { heldBy, atMost, ...rates } = alone;
  const { rate, deviated } = rates;
  const held = heldBy
    ? ` What holds most of them back (${counted(heldBy.cases, 'time')}): ${heldBy.says.replace(/\.$/, '')}.`
    : '';
  const otherwise =
    deviated && atMost !== null
      ? ` People decided otherwise in ${sayRate(deviated)} of these; with more like them, at most in ${percent(atMost)}.`
      : '';
  const says = rate?.count
    ? `${withInterval(rate)} would have run alone: boundary, stage and evidence agree.${otherwise}`
    : `None of ${counted(cases, 'case')} would have run alone: ${lacking(alone)}.`;
  const borne = percent(workflow?.standing.risk ?? 0);
  const standingSays =
    from === 'log'
      ? `The evidence is what the agent has earned in the log by now, at a borne risk of ${borne}.`
      : `The evidence is what this run alone would prove, at a borne risk of ${borne}: it is all that a new version starts with.`;
  return { ...rates, at_most: atMost, says: `${says}${held}`, standing_says: standingSays };
}

/** Which of the three keys never turned, strictest first. */
function lacking({ boundary, stage, standing }: Summary['alone']): string {
  const missing = [
    !boundary?.count && 'the boundary lets none through',
    !stage?.count && 'the roll-out lets none act',
    !standing?.count && 'the evidence opens no lane',
  ].filter(Boolean);
  return missing.length > 0 ? missing.join(', and ') : 'the three keys never agree on the same case';
}

function sayLeftOut({
  erased,
  set_aside: setAside,
  unknown_play: unknown,
}: Summary['leftOut']): Shown['left_out'] {
  const parts = [
    erased > 0 && `${counted(erased, 'case')} of which what was known is gone`,
    setAside > 0 && `${counted(setAside, 'decision')} set aside as bad precedents`,
    unknown > 0 && `${counted(unknown, 'decision')} for a play that there is no more`,
  ].filter((part) => part !== false);
  const cases = erased + setAside + unknown;
  return { cases, says: cases === 0 ? 'Nothing was left out.' : `Left out: ${parts.join(', ')}.` };
}
