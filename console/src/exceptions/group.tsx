import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fold } from '../ui/section.tsx';
import { Distance, Money } from '../ui/time.tsx';
import { boundsText, minutesText } from '../stage/words.ts';
import { count } from '../ui/words.ts';
import type { Group } from './queries.ts';
import { CAUSE_WORDS } from './words.ts';

interface GroupProps {
  group: Group;
  /** What all groups cost, in minor units: how wide the bar is. */
  total: number;
}

/** Exceptions that share a pattern: what they are, what they cost, and what would spare them. */
export function GroupCard({ group, total }: GroupProps) {
  const cause = CAUSE_WORDS[group.cause];
  const share = total > 0 ? group.cost.minor / total : 0;
  return (
    <article className="grid gap-3 rounded-xl border border-line bg-surface px-4 py-4 sm:px-5">
      <div className="flex items-start justify-between gap-x-5">
        <div className="grid min-w-0 flex-1 gap-1.5">
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
        <p className="grid shrink-0 justify-items-end text-sm">
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
      <Fold says={<span className="tabular-nums">{rateText(group)}</span>}>
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
        {!group.update && <ByHand group={group} />}
      </Fold>
      <Suggestion group={group} />
    </article>
  );
}

function ByHand({ group: { workflow, advice } }: { group: Group }) {
  return (
    <p className="pt-2 text-sm text-pretty text-ink-3">
      {advice}{' '}
      <Link
        to="/workflows/$name/boundary"
        params={{ name: workflow }}
        className="text-accent underline underline-offset-2"
      >
        Change the boundary by hand
      </Link>
    </p>
  );
}

/** The rule that would spare them; where none suggests itself, only what was asked for is on the card. */
function Suggestion({ group }: { group: Group }) {
  if (!group.update) return null;
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

/** "12 of 340 planned cases (2 % to 6 %); of those that share this 9 of 10 (60 % to 98 %)" */
function rateText({ rate, within, shares }: Group): string {
  const all = `${rate.count.toLocaleString('en')} of ${count(rate.of, 'planned case')} (${boundsText(rate)})`;
  if (!within || shares.length === 0) return all;
  return `${all}; of those that share this, ${within.count} of ${within.of} (${boundsText(within)})`;
}
