import { Figure, REGION_LOOKS, SignalChart, type ChartTable } from '../chart/index.ts';
import { useDesk } from '../shell/desk.tsx';
import { shareText } from '../stage/words.ts';
import { Badge } from '../ui/effect.tsx';
import { stampText } from '../ui/words.ts';
import type { Signal } from './queries.ts';

const HEIGHT_PX = 320;

/** Edits against rework over time: whether few edits mean that it is good, or that nobody looks. */
export function SignalFigure({ signal }: { signal: Signal }) {
  const { locale, time_zone } = useDesk();
  const { points, lines, now, trend } = signal;
  const drawn = points.filter(({ edit, rework }) => edit.value !== null && rework.value !== null);
  if (drawn.length === 0) return <NoSignal />;
  const table: ChartTable = {
    head: ['From', 'Changed', 'Came back', 'Region'],
    rows: points.map((point) => [
      stampText(point.from, locale, time_zone),
      point.edit.says,
      point.rework.says,
      `${regionOf(point.region)?.says ?? 'too few to say'}${point.sure || point.region === 'unknown' ? '' : ' (not sure)'}`,
    ]),
  };
  return (
    <Figure
      title="Changed plans against cases that came back"
      says={trend?.says ?? now?.says}
      table={table}
      heightPx={HEIGHT_PX}
      legend={<p className="text-xs text-pretty text-ink-3">{lines.says}</p>}
    >
      <SignalChart
        label={`Changed plans against cases that came back: ${signal.label}`}
        points={drawn}
        lines={lines}
        format={shareText}
        heightPx={HEIGHT_PX}
      />
    </Figure>
  );
}

function NoSignal() {
  return (
    <div className="grid content-center gap-2 rounded-xl border border-dashed border-line-2 p-5 text-sm">
      <p className="font-medium">Changed plans against cases that came back</p>
      <p className="text-pretty text-ink-2">
        Here a line will go between four regions, week by week, once people have decided plans of an agent:
      </p>
      <ul className="grid gap-1.5">
        {REGION_LOOKS.map(({ name, says, means, tone }) => (
          <li key={name} className="flex flex-wrap items-baseline gap-x-2">
            <Badge tone={tone}>{says}</Badge>
            <span className="text-pretty text-ink-2">{means}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Where a workflow stands now, as a word in its colour. */
export function RegionBadge({ signal }: { signal: Signal | undefined }) {
  const look = regionOf(signal?.now?.region);
  if (!look || !signal?.now) return null;
  return (
    <span title={signal.now.says}>
      <Badge tone={look.tone}>{signal.now.sure ? look.says : `${look.says}, not sure yet`}</Badge>
    </span>
  );
}

export function regionOf(name: string | undefined) {
  return REGION_LOOKS.find((look) => look.name === name);
}
