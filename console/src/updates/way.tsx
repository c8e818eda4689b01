import { Badge } from '../ui/effect.tsx';
import { Money } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import type { Working } from './queries.ts';

interface ChoiceProps {
  workings: Working[];
  chosen: Working['way'];
  choose: (way: Working['way']) => void;
}

/** The kinds of change that can carry the update; the first is suggested. */
export function WayChoice({ workings, chosen, choose }: ChoiceProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">Kind of change</legend>
      {workings.map((one, index) => (
        <label
          key={one.way}
          className={`grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 rounded-lg border px-3.5 py-2.5 text-sm ${one.way === chosen ? 'border-accent bg-surface' : 'border-line hover:border-line-2'}`}
        >
          <input
            type="radio"
            name="way"
            value={one.way}
            checked={one.way === chosen}
            onChange={() => choose(one.way)}
            className="mt-0.5 size-4 accent-accent"
          />
          <span className="grid gap-0.5">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              {one.label}
              {index === 0 && <Badge tone="grey">Suggested</Badge>}
              {one.widens && <Badge tone="amber">Widens</Badge>}
            </span>
            <span className="text-pretty text-ink-2">{one.says}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface ViewProps {
  working: Working;
  ticked: string[];
  tick: (ticked: string[]) => void;
}

/** What one way changes in its file, and what it would have done to the logged cases. */
export function WayView({ working, ticked, tick }: ViewProps) {
  const { backtest } = working;
  return (
    <div className="grid gap-3">
      <Lines working={working} />
      <p className="text-sm text-pretty">{backtest.says}</p>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm text-pretty text-ink-2">
        {working.widens && <Badge tone="amber">Widens</Badge>}
        {working.widens_says}
      </p>
      {backtest.boundary && backtest.boundary.groups.length > 0 && (
        <Groups groups={backtest.boundary.groups} ticked={ticked} tick={tick} />
      )}
    </div>
  );
}

function Lines({ working }: { working: Working }) {
  const looks = { same: 'text-ink-3', added: 'bg-green-soft', removed: 'bg-red-soft' };
  return (
    <figure className="grid gap-1">
      <figcaption className="font-mono text-xs text-ink-3">{working.file}</figcaption>
      <pre
        tabIndex={0}
        aria-label={`What changes in ${working.file}`}
        className="max-h-80 overflow-auto rounded-lg border border-line bg-surface py-1.5 font-mono text-xs leading-[1.7]"
      >
        {working.lines.map((line, index) => (
          <span key={index} className={`grid grid-cols-[1.5rem_minmax(0,1fr)] px-3 ${looks[line.change]}`}>
            <span>{{ same: ' ', added: '+', removed: '−' }[line.change]}</span>
            <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{line.text || ' '}</span>
          </span>
        ))}
      </pre>
    </figure>
  );
}

type Group = NonNullable<Working['backtest']['boundary']>['groups'][number];

function Groups({ groups, ticked, tick }: { groups: Group[]; ticked: string[]; tick: ViewProps['tick'] }) {
  const toggle = (id: string) =>
    tick(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id]);
  return (
    <ul className="grid gap-2">
      {groups.map((group) => (
        <li
          key={group.id}
          className="grid gap-1.5 rounded-lg border border-line bg-surface px-3.5 py-3 text-sm"
        >
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge tone={group.direction === 'wider' ? 'amber' : 'blue'}>
              {group.direction === 'wider'
                ? 'Wider'
                : group.direction === 'narrower'
                  ? 'Narrower'
                  : 'Different'}
            </Badge>
            <span className="font-semibold tabular-nums">{count(group.cases, 'case')}</span>
            {group.money && <Money value={group.money} />}
          </p>
          <p className="text-pretty text-ink-2">{group.says}</p>
          {group.direction === 'wider' && (
            <label className="flex items-start gap-2 font-medium">
              <input
                type="checkbox"
                checked={ticked.includes(group.id)}
                onChange={() => toggle(group.id)}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              I have seen this, and want it
            </label>
          )}
        </li>
      ))}
    </ul>
  );
}
