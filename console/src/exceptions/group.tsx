import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fold } from '../ui/section.tsx';
import { Distance, Money } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import type { Group } from './queries.ts';
import { CAUSE_WORDS } from './words.ts';

interface GroupProps {
  group: Group;
  /** Since when the page looks. */
  from: string;
  /** What all groups cost, in minor units: how wide the bar is. */
  total: number;
}

/** Exceptions that share a pattern: what they are, what they cost, and what would spare them. */
export function GroupCard({ group, total }: GroupProps) {
  const cause = CAUSE_WORDS[group.cause];
  const share = total > 0 ? group.cost.minor / total : 0;
  return (
    <article className="grid gap-3 rounded-xl border border-line bg-surface px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <div className="grid min-w-0 flex-1 basis-64 gap-1.5">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
            <Badge tone={cause.tone}>{cause.says}</Badge>
            <span className="text-ink-3">{group.label}</span>
          </p>
          <h2 className="font-medium text-pretty">{group.says}</h2>
          {group.shares.length > 0 && (
            <p className="text-sm text-pretty text-ink-2">
              Where {group.shares.map(({ says }) => says).join(' and ')}
            </p>
          )}
        </div>
        <p className="grid justify-items-end text-sm">
          <span className="font-semibold">
            <Money value={group.cost} />
          </span>
          <span className="text-xs text-ink-3 tabular-nums">
            {group.money && (
              <>
                <Money value={group.money} /> ·{' '}
              </>
            )}
            {minutesText(group.minutes)}
          </span>
        </p>
      </div>
      <span aria-hidden="true" className="block h-1 rounded-full bg-hover">
        <span
          className="block h-1 rounded-full bg-accent"
          style={{ width: `${Math.max(1, Math.min(100, share * 100))}%` }}
        />
      </span>
      <p className="text-sm text-ink-2 tabular-nums">{rateText(group)}</p>
      <Fold says={group.cases.length < group.rate.count ? 'Some of them' : 'Its cases'}>
        <ul className="grid gap-1 text-sm">
          {group.cases.map((one) => (
            <li key={one.case} className="flex flex-wrap items-baseline gap-x-3">
              <Link
                to="/cases/$id"
                params={{ id: one.case }}
                className="min-w-0 flex-1 basis-48 truncate text-accent underline underline-offset-2"
              >
                {one.title}
              </Link>
              <span className="text-ink-2">{one.says}</span>
              <span className="text-xs text-ink-3">
                <Distance at={one.at} />
              </span>
            </li>
          ))}
        </ul>
      </Fold>
      <Suggestion group={group} />
    </article>
  );
}

function Suggestion({ group }: { group: Group }) {
  if (!group.update) {
    return (
      <p className="border-t border-line pt-3 text-sm text-pretty text-ink-3">
        No rule suggests itself yet: {count(group.rate.count, 'case')} show too little in common.{' '}
        <Link
          to="/workflows/$name/boundary"
          params={{ name: group.workflow }}
          className="text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          Change the boundary by hand
        </Link>
      </p>
    );
  }
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 border-t border-line pt-3 text-sm">
      <span className="inline-flex items-center gap-1.5 font-medium">
        <Icon name="rule" size={14} /> A rule for it
      </span>
      <Link
        to="/updates/$id"
        params={{ id: group.update.id }}
        className="min-w-0 text-pretty text-accent underline underline-offset-2"
      >
        {group.update.says}
      </Link>
    </p>
  );
}

/** "12 of 340 cases of the time (2–6 %); 9 in 10 of those that share this" */
function rateText({ rate, within, shares }: Group): string {
  const all = `${count(rate.count, 'case')} of ${rate.of.toLocaleString('en')} planned (${span(rate)})`;
  if (!within || shares.length === 0) return `${all}.`;
  return `${all}; of those where this holds and the same was planned, ${within.count} of ${within.of} (${span(within)}).`;
}

function span({ low, high }: { low: number; high: number }): string {
  const percent = (share: number) => Math.round(share * 1000) / 10;
  return `${percent(low)}–${percent(high)} %`;
}

function minutesText(minutes: number): string {
  if (minutes < 60) return `${Math.round(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
