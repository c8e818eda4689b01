import { COHORT, COUNTERS, PLAY, SUMS, TIMES, type Cohort } from '../../evidence/metrics/counters.ts';
import { BASELINE, CONTROL, type Definition } from '../../evidence/metrics/definitions.ts';
import type { Group } from '../../evidence/metrics/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Selection } from './selection.ts';

export interface CasesAsked {
  who: Group;
  /** Those that make the number, or all that it was counted from. */
  side: 'count' | 'of';
  part?: string | undefined;
  after?: string | undefined;
  limit: number;
}

/** What a decision must be to count: over the columns of `decisions`, with the values. */
export function conditions(
  definition: Definition,
  { workflows, names, from, to, settled }: Pick<Selection, 'workflows' | 'names' | 'from' | 'to' | 'settled'>,
  { who, side, part }: Pick<CasesAsked, 'who' | 'side' | 'part'>,
): { where: string; values: unknown[] } {
  if (who !== 'agent' && !definition.people)
    throw new AppError('invalid', `${definition.label} is of the agent only. ${definition.why}`, {
      path: 'who',
    });
  const values: unknown[] = [workflows, cohortsOf(definition, who, side)];
  const value = (given: unknown) => `$${values.push(given)}`;
  const named = Object.entries(names).map(([name, given]) => {
    if (name === 'system') return `position(${value(JSON.stringify(given))} in coalesce(systems, '[]')) > 0`;
    const column = { kind: 'kind', play: PLAY, agent: 'agent', version: 'agent_version' }[name as 'kind'];
    return `${column} = ${value(given)}`;
  });
  // The logging period is whenever it was.
  const time =
    who === 'baseline'
      ? []
      : [`planned_at >= ${value(from.toISOString())}`, `planned_at < ${value(to.toISOString())}`];
  // What has had too little time to come back is not counted, and so not listed.
  const young =
    definition.settles && who !== 'baseline' ? [`planned_at < ${value(settled.at.toISOString())}`] : [];
  const where = [
    'workflow = any ($1)',
    `${COHORT} = any ($2)`,
    ...time,
    ...young,
    ...named,
    `(${countedSql(definition, side, part, value)})`,
  ].join(' and ');
  return { where, values };
}

function cohortsOf(definition: Definition, who: Group, side: 'count' | 'of'): readonly Cohort[] {
  if (who === 'control') return CONTROL;
  if (who === 'baseline') return BASELINE;
  return side === 'of' ? (definition.of ?? definition.agent) : definition.agent;
}

function countedSql(
  { measure, parts = [], label }: Definition,
  side: 'count' | 'of',
  part: string | undefined,
  value: (given: unknown) => string,
): string {
  if (measure.as === 'backlog')
    throw new AppError('invalid', `${label} is listed by the inbox and the log, not by decisions.`, {
      path: 'id',
    });
  if (side === 'of') return COUNTERS[measure.of];
  switch (measure.as) {
    case 'share': {
      if (part === undefined) return COUNTERS[measure.count];
      const named = parts.find(({ name }) => name === part);
      if (!named)
        throw noPart(
          label,
          part,
          parts.map(({ name }) => name),
        );
      return COUNTERS[named.count];
    }
    case 'time':
      return `(${TIMES[measure.time]}) is not null`;
    case 'mean':
      return `(${SUMS[measure.sum]}) is not null`;
    case 'spend':
      return `(${SUMS.spent}) is not null`;
    case 'hours':
      return `(${SUMS.work}) is not null`;
    case 'money':
      return movedSql(measure.only, part, value);
  }
}

function movedSql(
  only: 'edit' | undefined,
  part: string | undefined,
  value: (given: unknown) => string,
): string {
  if (only) return `how = 'edited' and edited_minor is not null and money_currency is not null`;
  if (part === undefined) return 'moved is not null';
  const [write = '', currency] = part.split(' ');
  const named = { write, ...(currency === undefined ? {} : { currency }) };
  return `moved::jsonb @> ${value(JSON.stringify([named]))}::jsonb`;
}

function noPart(label: string, part: string, known: string[]): AppError {
  return new AppError('invalid', `${label} has no part ${part.slice(0, 80)}.`, {
    path: 'part',
    suggestion: known.length > 0 ? `It has ${known.join(', ')}.` : 'Leave it out.',
  });
}
