import { shareText } from '../stage/words.ts';
import { Badge } from '../ui/effect.tsx';
import { count, sentence } from '../ui/words.ts';
import type { AgentStanding, Lane } from './queries.ts';
import { fullness } from './words.ts';

/** Which part of its plans may run by itself, and how full the evidence of each part is. */
export function Lanes({ agent }: { agent: AgentStanding }) {
  if (agent.lanes.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line-2 px-4 py-3 text-sm text-pretty text-ink-2">
        As soon as people decide cases that it planned, its plans are sorted here into lanes by how sure it
        was. A lane opens by proof: when enough of the decisions in it were as planned.
      </p>
    );
  }
  const groups = [...new Set(agent.lanes.map(({ group }) => group))];
  return (
    <div className="grid gap-5">
      {groups.map((group) => {
        const lanes = agent.lanes.filter((lane) => lane.group === group);
        return (
          <div key={group} className="grid gap-1">
            {groups.length > 1 && <p className="text-sm font-medium text-pretty">{lanes[0]?.group_says}</p>}
            <ol className="grid">
              {lanes.map((lane) => (
                <li key={lane.lane} className="border-t border-line py-3 first:border-0 first:pt-1">
                  <LaneRow lane={lane} />
                </li>
              ))}
            </ol>
          </div>
        );
      })}
    </div>
  );
}

const TIMES = ['once', 'twice'];

function LaneRow({ lane }: { lane: Lane }) {
  const { label, open, cases, deviations, share, coverage, missing, generation } = lane;
  const holds = coverage !== null;
  const full = Math.round(fullness(share, open) * 100);
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="text-base font-medium">{label}</span>
        {open ? <Badge tone="green">Open</Badge> : <Badge tone="grey">Closed</Badge>}
        {coverage !== null && (
          <span className="ml-auto text-xs text-ink-3 tabular-nums">{shareText(coverage)} of its plans</span>
        )}
      </div>
      <div
        role="meter"
        aria-label={`Evidence of ${label}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={full}
        aria-valuetext={open ? 'open' : `${full} % of what opens it`}
        className="h-2 overflow-hidden rounded-full bg-hover"
      >
        <span
          className={`block h-full rounded-full ${open ? 'bg-green' : 'bg-accent/70'}`}
          style={{ width: `${full}%` }}
        />
      </div>
      <p className="text-sm text-pretty text-ink-2 tabular-nums">
        {holds && (
          <>
            {deviations.toLocaleString('en')} of {count(cases, 'decision')}{' '}
            {deviations === 1 ? 'was' : 'were'} otherwise.{' '}
          </>
        )}
        {missing ? `${sentence(missing.says).slice(0, -1)} would open it.` : !holds && sentence(lane.says)}
        {generation > 1 && ` Started anew ${TIMES[generation - 2] ?? `${generation - 1} times`}.`}
      </p>
    </div>
  );
}
