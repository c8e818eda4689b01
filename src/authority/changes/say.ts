import type { z } from 'zod';
import type { Group } from '../../boundary/backtest/index.ts';
import type { Boundary, Effect, Limit } from '../../boundary/schema.ts';
import type { BoundaryCheck } from '../../doors/http/answers/boundary.ts';
import { writeLabel } from '../../flow/say/words.ts';
import { minorDigits, showMoney } from '../../workspace/money.ts';
import type { Workspace } from '../../workspace/schema.ts';

type Check = z.output<typeof BoundaryCheck>;

/** A group of changed rulings as a sentence: what would happen instead, how often, and why. */
export function sayGroup(
  { write, from, to, cases, rule, unintended, direction, chain }: Group,
  workspace: Workspace,
): string {
  const label = writeLabel(write, workspace);
  const times = `${cases.toLocaleString('en')} ${cases === 1 ? 'case' : 'cases'}`;
  if (chain) {
    const alone = from === 'allow' ? ' that run alone, should a person look at them' : '';
    const said = `${label}: ${times}${alone} ${ASKS[direction]}: ${chain.to}, and so far ${chain.from}.`;
    return unintended ? `${said} The change does not speak of the chain: make sure that it is meant.` : said;
  }
  const why = rule === 'otherwise' ? 'which no rule allowed so far' : `by ${rule}`;
  const said = `${label}: ${times} would ${WOULD[to]} instead of ${INSTEAD[from]} (${why}).`;
  return unintended
    ? `${said} The change does not speak of what held them: make sure that it is meant.`
    : said;
}

const ASKS: Record<Group['direction'], string> = {
  wider: 'would ask for less',
  narrower: 'would ask for more',
  other: 'would ask for the same in another way',
};

const WOULD: Record<Effect, string> = {
  allow: 'run alone',
  approve: 'wait for a yes',
  human: 'be done by a person',
  deny: 'be denied',
};
const INSTEAD: Record<Effect, string> = {
  allow: 'running alone',
  approve: 'waiting for a yes',
  human: 'being done by a person',
  deny: 'being denied',
};

/** The limits of a boundary as a form shows them, and how each differs from what is in force. */
export function sayLimits(after: Boundary, before: Boundary, workspace: Workspace): Check['limits'] {
  return Object.values(after.limits).map((limit) => {
    const was = before.limits[limit.name];
    const shown = show(limit, limit.value, workspace);
    const ceiling = limit.ceiling === undefined ? null : show(limit, limit.ceiling, workspace);
    const changed = was === undefined ? ['new'] : wasDifferent(was, limit, workspace);
    const parts = [shown, ceiling === null ? 'without a ceiling' : `at most ${ceiling}`, ...changed];
    return {
      name: limit.name,
      unit: limit.unit,
      value: written(limit.value),
      ceiling: limit.ceiling === undefined ? null : written(limit.ceiling),
      says: parts.join(', '),
    };
  });
}

function wasDifferent(was: Limit, now: Limit, workspace: Workspace): string[] {
  const [before, after] = [show(was, was.value, workspace), show(now, now.value, workspace)];
  const tops = [was, now].map((limit) =>
    limit.ceiling === undefined ? 'none' : show(limit, limit.ceiling, workspace),
  );
  return [
    ...(before === after ? [] : [`was ${before}`]),
    ...(tops[0] === tops[1] ? [] : [`the ceiling was ${tops[0]}`]),
  ];
}

type Value = Limit['value'];

/** As the file writes it: `50.00 EUR`, `30`. */
function written(value: Value): string {
  if (typeof value === 'number') return String(value);
  const digits = minorDigits(value.currency);
  return `${(value.minor / 10 ** digits).toFixed(digits)} ${value.currency}`;
}

function show({ unit }: Limit, value: Value, { locale }: Workspace): string {
  if (typeof value !== 'number') return showMoney(value, locale);
  if (unit === 'percent') return `${value} %`;
  return unit === 'count' || unit === 'number' ? String(value) : `${value} ${unit}`;
}
