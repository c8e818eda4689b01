import { useDesk } from '../shell/desk.tsx';
import { Compare, type CompareRow } from '../chart/index.ts';
import { Badge } from '../ui/effect.tsx';
import { capital } from '../ui/words.ts';
import type { Compared, Estimate, Metric } from './queries.ts';
import { countedText, perDecision, rangeText, unknownText, valueText, VERDICTS } from './words.ts';

/** How the values of a metric are written here. */
export function useValues(metric: Pick<Metric, 'unit'>, estimate?: Estimate): (value: number) => string {
  const { locale, currency } = useDesk();
  return (value) => valueText(value, metric.unit, estimate?.currency ?? currency, locale);
}

/** One number with its range; what it was counted from stands beside it as a link. */
export function Value({ metric, big }: { metric: Metric; big?: boolean }) {
  const { agent } = metric;
  const show = useValues(metric, agent);
  const range = rangeText(agent, show);
  if (agent.value === null) {
    const isKnown = agent.of > 0 || (agent.young ?? 0) > 0;
    return isKnown ? <span className="text-sm text-pretty text-ink-3">{unknownText(agent)}</span> : null;
  }
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
      <span className={`font-semibold tabular-nums ${big ? 'text-xl' : 'text-lg'}`}>{show(agent.value)}</span>
      {range && (
        <span className="text-xs text-ink-3 tabular-nums" title="with 95 % certainty">
          {range}
        </span>
      )}
      {agent.small && <Badge tone="grey">few cases</Badge>}
    </span>
  );
}

/** The agent's cases beside people's before and at the same time, on one scale; in brief, without their counts. */
export function Beside({ metric, isBrief }: { metric: Metric; isBrief?: boolean }) {
  const show = useValues(metric, metric.agent);
  const others = [
    { name: 'Before', tone: 'baseline', estimate: metric.baseline },
    { name: 'People now', tone: 'control', estimate: metric.control },
  ] as const;
  const rows = [
    ...(metric.agent.of > 0 ? [rowOf('Now', 'now', metric.agent, metric, show)] : []),
    ...others.flatMap(({ name, tone, estimate }) =>
      estimate && estimate.of > 0 ? [rowOf(name, tone, estimate, metric, show)] : [],
    ),
  ];
  if (rows.every(({ tone }) => tone === 'now')) return null;
  return <Compare rows={rows} isShare={metric.unit === 'share'} isBrief={isBrief ?? false} />;
}

function rowOf(
  name: string,
  tone: CompareRow['tone'],
  estimate: Estimate,
  metric: Metric,
  show: (value: number) => string,
): CompareRow {
  const { value, low, high } = perDecision(estimate, metric.unit);
  const each = metric.unit === 'money' ? ' each' : '';
  return {
    name,
    tone,
    value,
    low,
    high,
    says: value === null ? unknownText(estimate) : `${show(value)}${each}`,
    counted: estimate.of === 0 ? '' : countedText(estimate, metric.unit),
  };
}

/** What the difference is, and whether it is more than chance. */
export function Difference({ compared, than }: { compared: Compared; than: string }) {
  const verdict = VERDICTS[compared.verdict];
  return (
    <p className="text-xs text-pretty text-ink-2">
      <Badge tone={verdict.tone}>
        {compared.verdict === 'same' ? capital(verdict.says) : `${capital(verdict.says)} ${than}`}
      </Badge>{' '}
      {compared.says}
    </p>
  );
}

/** Both differences in a word each, with the whole sentence on hover; where neither can be said, why. */
export function Verdicts({ metric }: { metric: Metric }) {
  const { against_baseline, against_control, why } = metric;
  if (!against_baseline && !against_control) {
    return why && metric.agent.value !== null ? (
      <p className="text-xs text-pretty text-ink-3">{why}</p>
    ) : null;
  }
  return (
    <p className="flex flex-wrap gap-1">
      {against_baseline && <Verdict compared={against_baseline} than="before" />}
      {against_control && <Verdict compared={against_control} than="people" />}
    </p>
  );
}

const VERDICT_WORDS = {
  before: {
    better: 'Better than before',
    worse: 'Worse than before',
    // Not the same as before: only nothing that could not be chance.
    same: 'No clear change',
    other: 'Different from before',
  },
  people: {
    better: 'Better than people',
    worse: 'Worse than people',
    same: 'Unclear beside people',
    other: 'Different from people',
  },
} as const;

function Verdict({ compared: { verdict, says }, than }: { compared: Compared; than: 'before' | 'people' }) {
  return (
    <span title={says}>
      <Badge tone={VERDICTS[verdict].tone}>{VERDICT_WORDS[than][verdict]}</Badge>
    </span>
  );
}
