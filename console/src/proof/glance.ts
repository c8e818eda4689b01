import { REGION_LOOKS } from '../chart/regions.ts';
import { sentence } from '../ui/words.ts';
import type { Metric, MetricId, Signal } from './queries.ts';

/** The numbers of one workflow, as far as they have come. */
export interface Seen {
  workflow: string;
  label: string;
  metrics: Metric[];
  signal: Signal | undefined;
}

export interface Noticed {
  id: string;
  workflow: string;
  label: string;
  title: string;
  says: string;
  /** Whose cases are behind it; without one the numbers of the workflow are. */
  metric?: MetricId;
  /** Not a harm that was measured, but a sign of one. */
  isWarning?: boolean;
  isSmall?: boolean;
}

const LINES_MAX = 5;
/** Fewer decisions make no headline, whatever their interval says: of one case that failed all have failed. */
const JUDGED_MIN = 10;
/** Of these any case at all is worth a line. */
const NEVER: MetricId[] = ['policy_conflicts'];
/** Not what an agent earned or spoiled: how much there was to do. */
const NOT_JUDGED: MetricId[] = ['backlog', 'coverage_prepared', 'exposure', 'spend'];

/** What is better or worse than people by more than chance, the hours that were won, and signs that nobody looks. */
export function glanceAt(seen: Seen[]): { earned: Noticed[]; hurts: Noticed[] } {
  const earned = seen.map((one) => [...hoursOf(one), ...verdicts(one, 'better')]);
  const hurts = seen.map((one) => [...conflicts(one), ...warnings(one), ...verdicts(one, 'worse')]);
  return { earned: inTurn(earned).slice(0, LINES_MAX), hurts: inTurn(hurts).slice(0, LINES_MAX) };
}

/** The first of each workflow, then the second of each: one workflow does not push out the others. */
function inTurn(lists: Noticed[][]): Noticed[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
}

function hoursOf({ workflow, label, metrics }: Seen): Noticed[] {
  const hours = metrics.find(({ id }) => id === 'hours_recaptured');
  if (!hours || (hours.agent.low ?? 0) <= 0) return [];
  return [noticed(workflow, label, hours, sentence(hours.agent.says))];
}

function verdicts({ workflow, label, metrics }: Seen, verdict: 'better' | 'worse'): Noticed[] {
  return metrics
    .filter(({ id, agent }) => !NOT_JUDGED.includes(id) && agent.of >= JUDGED_MIN)
    .flatMap((metric) => {
      // The same weeks and customers go before another time: only without them the logging period is told.
      const [compared, than] = metric.against_control
        ? [metric.against_control, 'Beside people at the same time']
        : [metric.against_baseline, 'Beside the logging period'];
      if (compared?.verdict !== verdict) return [];
      return [noticed(workflow, label, metric, `${than}: ${compared.says}`)];
    });
}

function conflicts({ workflow, label, metrics }: Seen): Noticed[] {
  return metrics
    .filter(({ id, agent }) => NEVER.includes(id) && (agent.value ?? 0) > 0)
    .map((metric) => noticed(workflow, label, metric, sentence(metric.agent.says)));
}

function warnings({ workflow, label, signal }: Seen): Noticed[] {
  const region = signal?.now?.region;
  const look = REGION_LOOKS.find(({ name }) => name === region);
  if (!signal?.now || (region !== 'blind_trust' && region !== 'failing') || !look) return [];
  const says = signal.now.sure ? look.means : `${look.means} It may still be chance.`;
  return [{ id: `${workflow} ${region}`, workflow, label, title: look.says, says, isWarning: true }];
}

function noticed(workflow: string, label: string, metric: Metric, says: string): Noticed {
  return {
    id: `${workflow} ${metric.id}`,
    workflow,
    label,
    title: metric.label,
    says,
    ...(metric.listed && { metric: metric.id }),
    ...(metric.agent.small && { isSmall: true }),
  };
}
