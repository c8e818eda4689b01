import { Figure, REGION_LOOKS, SignalChart, type ChartTable } from '../chart/index.ts';
import { useDesk } from '../shell/desk.tsx';
import { shareText } from '../stage/words.ts';
import { Badge } from '../ui/effect.tsx';
import { listed, stampText } from '../ui/words.ts';
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
    <div className="grid min-w-0 gap-x-8 gap-y-4 rounded-xl border border-line bg-surface p-4 sm:p-5 lg:grid-cols-[minmax(0,1fr)_240px]">
      <Figure
        title="Changed plans against cases that came back"
        says={trend?.says ?? now?.says}
        table={table}
        heightPx={HEIGHT_PX}
      >
        <SignalChart
          label={`Changed plans against cases that came back: ${signal.label}`}
          points={drawn}
          lines={lines}
          format={shareText}
          heightPx={HEIGHT_PX}
        />
      </Figure>
      <Regions now={now?.region} says={lines.says} />
    </div>
  );
}

/** What each region means, with the present one marked; where there is little room, only that one. */
function Regions({ now, says }: { now: string | undefined; says: string }) {
  return (
    <div className="grid content-end gap-3 text-sm">
      <ul className="grid gap-3">
        {REGION_LOOKS.map(({ name, says: title, means, tone }) => (
          <li key={name} className={`grid gap-1 ${name === now ? '' : 'max-lg:hidden'}`}>
            <span className="flex flex-wrap items-center gap-x-2">
              <Badge tone={tone}>{title}</Badge>
              {name === now && <span className="text-xs font-medium text-accent">now</span>}
            </span>
            <span className="text-pretty text-ink-2">{means}</span>
          </li>
        ))}
      </ul>
      <p className="border-t border-line pt-3 text-xs text-pretty text-ink-3">{says}</p>
    </div>
  );
}

function NoSignal() {
  return (
    <p className="rounded-xl border border-dashed border-line-2 px-4 py-3 text-sm text-pretty text-ink-2">
      <span className="font-medium text-ink">Changed plans against cases that came back:</span> once people
      have decided plans of an agent, a line goes here between{' '}
      {listed(REGION_LOOKS.map(({ says }) => says.toLowerCase()))}.
    </p>
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
