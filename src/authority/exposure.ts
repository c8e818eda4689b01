import type { z } from 'zod';
import type { Rollout } from './schema.ts';
import { exposure, type Bound, type WriteExposure } from '../boundary/exposure/index.ts';
import { listWords, writeLabel, writeOf } from '../flow/say/words.ts';
import { showMoney } from '../workspace/money.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import type { ExposureAnswer } from '../doors/http/answers/exposure.ts';

type Shown = z.output<typeof ExposureAnswer>;
type ShownWrite = Shown['writes'][number];

/** The most that a workflow can do without a person, as its rules, budgets and stage let through. */
export function exposureOf(
  workflow: Workflow,
  workspace: Workspace,
  { stage, share, kinds }: Rollout,
  switches: string[],
): Shown {
  const { writes, total, currency } = exposure(workflow.boundary, workflow.writes);
  const shown = writes.map((each) => showWrite(each, workspace));
  const money = (minor: number | null) => (minor === null ? null : { minor, currency });
  const thrown = switches.filter((name) => name === 'all' || name === `workflow:${workflow.name}`);
  return {
    workflow: workflow.name,
    label: workflow.label,
    stage: { stage, share, kinds },
    acts: stage === 'act' && share > 0 && thrown.length === 0,
    says: [sayWhole(workflow, { stage, share, kinds }, thrown), ...sayHeld(shown, switches)].join(' '),
    writes: shown,
    moves_money: writes.some((each) => each.money && each.alone),
    total: {
      hour: { money: money(total.hour.money), count: total.hour.count },
      day: { money: money(total.day.money), count: total.day.count },
    },
    unbounded: shown.flatMap((each) => unboundedOf(each, writes)),
  };
}

function sayWhole(
  { label }: Workflow,
  { stage, share, kinds }: Pick<Rollout, 'stage' | 'share' | 'kinds'>,
  thrown: string[],
): string {
  const would = `Below is what it could do in the stage act.`;
  if (thrown.length > 0) return `A brake holds ${label}: nothing runs without a person. ${would}`;
  if (share === 0) return `No case of ${label} is in its share: nothing runs without a person. ${would}`;
  if (stage !== 'act') return `${label} is in the stage ${stage}: nothing runs without a person. ${would}`;
  const slice = kinds ? ' and some kinds' : '';
  const part =
    share < 100 || kinds
      ? ` It acts on ${share} % of the cases${slice}, which lowers none of these figures: enough cases may fall into that part.`
      : '';
  return `The most that the rules let through without a person, in one hour of the clock and in one day. Whatever agents propose, it is not more.${part}`;
}

/** Brakes on a system, a write or an agent hold part of it; the figures are what it could do without them. */
function sayHeld(writes: ShownWrite[], switches: string[]): string[] {
  const held = writes.filter(({ write }) =>
    switches.some((name) => name === `write:${write}` || name === `system:${write.split('.')[0]}`),
  );
  const names = held.map(({ label }) => label);
  return names.length === 0 ? [] : [`At this moment a brake holds: ${listWords(names)}.`];
}

function showWrite(each: WriteExposure, workspace: Workspace): ShownWrite {
  const { write, alone } = each;
  const offer = writeOf(write, workspace);
  const irreversible = offer?.irreversible ?? false;
  const show = (bound: Bound | null) =>
    bound && each.money ? { minor: bound.most, currency: workspace.currency } : null;
  const rules = (...bounds: (Bound | null)[]) =>
    [...new Set(bounds.flatMap((bound) => bound?.by ?? []))].sort();
  const span = (name: 'hour' | 'day') => {
    const { count, money } = each[name];
    return {
      count: count?.most ?? null,
      money: show(money),
      by: rules(count, money),
      says: saySpan(each, name, workspace),
    };
  };
  return {
    write,
    label: writeLabel(write, workspace),
    alone,
    irreversible,
    // Words that somebody reads, whether or not they can be withdrawn in time.
    message: !each.money && Object.values(offer?.args ?? {}).some(({ type }) => type === 'text'),
    each: { money: show(each.each), by: rules(each.each), says: sayEach(each, workspace) },
    hour: span('hour'),
    day: span('day'),
    undo: offer?.undo ? writeLabel(offer.undo.write, workspace) : null,
  };
}

function sayEach({ alone, money, each }: WriteExposure, workspace: Workspace): string {
  if (!alone) return 'A person decides each one.';
  if (!money) return 'It moves no money.';
  if (!each) return 'Any amount: no rule bounds it.';
  return `At most ${amount(each, workspace)} at a time${by(each)}.`;
}

function saySpan(
  { alone, money: moves, ...spans }: WriteExposure,
  name: 'hour' | 'day',
  workspace: Workspace,
): string {
  if (!alone) return 'None without a person.';
  const { count, money } = spans[name];
  const number = count
    ? `At most ${count.most.toLocaleString('en')}${by(count)}`
    : 'Any number: no rule bounds it';
  if (!moves) return `${number}.`;
  const sum = money
    ? `at most ${amount(money, workspace)} together${by(money)}`
    : 'any amount together: no rule bounds it';
  return `${number}; ${sum}.`;
}

function amount({ most }: Bound, { currency, locale }: Workspace): string {
  return showMoney({ minor: most, currency }, locale);
}

function by({ by: rules }: Bound): string {
  return rules.length === 0 ? '' : ` (${listWords(rules)})`;
}

/** What nothing bounds, with the rule that would. Money that is bounded may go out in any number of parts. */
function unboundedOf({ write, label, irreversible }: ShownWrite, all: WriteExposure[]): Shown['unbounded'] {
  const each = all.find((one) => one.write === write);
  if (!each?.alone) return [];
  const rule = (id: string, when: string) =>
    `{id: ${write.split('.')[1] ?? 'write'}-${id}, on: ${write}, effect: approve, when: ${when}}`;
  if (each.money && !each.day.money) {
    const sum = rule('daily', `budget.sum_today + args.${each.money} > limits.…`);
    const says = `${label}: any amount of money may move in a day.`;
    return [{ write, says, suggestion: `Bound what comes together in a day: ${sum}` }];
  }
  if (each.day.count || (each.money && !irreversible)) return [];
  const says = `${label}: any number in an hour and in a day.`;
  return [
    {
      write,
      says,
      suggestion: `Bound how often: ${rule('hourly', 'budget.count_last_hour + 1 > limits.…')}`,
    },
  ];
}
