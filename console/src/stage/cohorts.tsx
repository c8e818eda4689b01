import type { StageView } from '../workflow/queries.ts';
import { minutesText, rateText, shareText, spanText } from './words.ts';

type View = StageView['cohorts'];
type Cohort = View['agent'];

/** The same work, done with and without the agents, and whether the difference is more than chance. */
export function Cohorts({ cohorts }: { cohorts: View }) {
  const { agent, control, difference } = cohorts;
  if (agent.cases + control.cases === 0) return <p className="text-pretty text-ink-2">{cohorts.says}</p>;
  return (
    <div className="grid gap-4">
      <p className="text-pretty text-ink-2">{cohorts.says}</p>
      <table className="w-full text-sm">
        <thead>
          <tr>
            <td />
            <Head>Agents</Head>
            <Head>People</Head>
          </tr>
        </thead>
        <tbody>
          <Line says="Cases" of={[agent, control]} show={(one) => one.cases.toLocaleString('en')} />
          <Line says="Until solved, half of them" of={[agent, control]} show={timeText} more={timeRange} />
          <Line
            says="Came back"
            of={[agent, control]}
            show={rateShown('rework')}
            more={rateCount('rework')}
          />
          <Line
            says="Failed"
            of={[agent, control]}
            show={rateShown('failures')}
            more={rateCount('failures')}
          />
        </tbody>
      </table>
      {difference && <Difference difference={difference} />}
    </div>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="w-[28%] pb-1.5 pl-4 text-right text-xs font-semibold text-ink-3">
      {children}
    </th>
  );
}

interface LineProps {
  says: string;
  of: Cohort[];
  show: (one: Cohort) => string | null;
  more?: (one: Cohort) => string | null;
}

function Line({ says, of, show, more }: LineProps) {
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-2 pr-3 text-left font-normal text-ink-2">
        {says}
      </th>
      {of.map((one, index) => (
        <td key={index} className="py-2 pl-4 text-right tabular-nums">
          {show(one) ?? <span className="text-ink-3">cannot be said yet</span>}
          {more?.(one) && <span className="block text-xs text-ink-3">{more(one)}</span>}
        </td>
      ))}
    </tr>
  );
}

function timeText({ to_resolution: { minutes } }: Cohort): string | null {
  return minutes === null ? null : minutesText(minutes);
}

function timeRange({ to_resolution: { low, high } }: Cohort): string | null {
  return low === null || high === null ? null : spanText(low, high);
}

function rateShown(name: 'rework' | 'failures') {
  return (one: Cohort) => {
    const rate = one[name];
    return rate && rate.of > 0 ? shareText(rate.count / rate.of) : null;
  };
}

function rateCount(name: 'rework' | 'failures') {
  return (one: Cohort) => {
    const rate = one[name];
    return rate && rate.of > 0 ? rateText(rate) : null;
  };
}

/** Agents minus people, with its interval beside zero. */
function Difference({ difference }: { difference: NonNullable<View['difference']> }) {
  const { minutes, low, high } = difference;
  const reach = Math.max(Math.abs(low), Math.abs(high)) * 1.15 || 1;
  const place = (value: number) => `${50 + (value / reach) * 50}%`;
  const isClear = low > 0 || high < 0;
  const colour = !isClear ? 'bg-edge' : minutes < 0 ? 'bg-green' : 'bg-red';
  return (
    <figure className="grid gap-2">
      <div aria-hidden="true" className="relative h-5">
        <span className="absolute inset-x-0 top-1/2 h-px bg-line-2" />
        <span className="absolute inset-y-0 left-1/2 w-px bg-edge" />
        <span
          className={`absolute top-1/2 h-1.5 -translate-y-1/2 rounded-full opacity-40 ${colour}`}
          style={{ left: place(low), right: `${100 - Number.parseFloat(place(high))}%` }}
        />
        <span
          className={`absolute top-1/2 size-2.5 -translate-1/2 rounded-full ${colour}`}
          style={{ left: place(minutes) }}
        />
      </div>
      <div aria-hidden="true" className="flex justify-between text-xs text-ink-3">
        <span>agents quicker</span>
        <span>no difference</span>
        <span>people quicker</span>
      </div>
      <figcaption className="text-sm text-pretty">
        {minutesText(minutes)} {minutes < 0 ? 'sooner' : 'later'} with the agents,{' '}
        <span className="text-ink-2">
          {isClear
            ? `between ${spread(low, high)} (95 %).`
            : `but that may be chance: between ${signed(low)} and ${signed(high)} (95 %).`}
        </span>
      </figcaption>
    </figure>
  );
}

function spread(low: number, high: number): string {
  const [near, far] = [Math.abs(low), Math.abs(high)].toSorted((one, other) => one - other);
  return `${minutesText(near ?? 0)} and ${minutesText(far ?? 0)}`;
}

function signed(minutes: number): string {
  return `${minutesText(minutes)} ${minutes < 0 ? 'sooner' : 'later'}`;
}
