import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { rateText, shareText } from '../stage/words.ts';
import { usePersonId } from '../shell/person.ts';
import { Badge } from '../ui/effect.tsx';
import { Section } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { AgreementPart } from './agreement.tsx';
import { reviewersQuery, type Look } from './queries.ts';
import { secondsSpan, secondsText } from './words.ts';

/** All reviewers at a glance, for owners. */
export function ReviewersView() {
  const query = useQuery(reviewersQuery(usePersonId()));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The reviewers" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the reviewers" />
    );
  }
  const { reviewers, agreement, says } = query.data;
  if (reviewers.length === 0)
    return (
      <Empty icon="eye" title="Nobody has decided anything yet">
        Once people decide held plans, how they look is told here.
      </Empty>
    );
  return (
    <>
      <Section title="Reviewers">
        <p className="text-pretty text-ink-2">{says}</p>
        <ul className="grid gap-px overflow-hidden rounded-xl border border-line bg-line">
          {reviewers.map((look) => (
            <Reviewer key={look.person} look={look} />
          ))}
        </ul>
      </Section>
      <Section title="How far reviewers agree">
        <AgreementPart agreement={agreement} />
      </Section>
    </>
  );
}

function Reviewer({ look }: { look: Look }) {
  const { pace, checks, quick, agreement, weight } = look;
  return (
    <li className="grid gap-3 bg-surface px-4 py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-base font-semibold">
          <Link to="/log" search={{ actor: look.name }} className="hover:underline">
            {look.name}
          </Link>
        </h3>
        <span className="flex flex-wrap gap-1.5">
          {quick.warns && <Badge tone="amber">{quick.run} in a row under a second</Badge>}
          <Badge tone={weight.why === 'misses' || weight.why === 'run' ? 'amber' : 'grey'}>
            A yes counts {shareText(weight.factor)}
          </Badge>
        </span>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 lg:grid-cols-4">
        <Part label="Usual look" value={pace ? secondsText(pace.seconds) : 'not known yet'}>
          {pace
            ? `${secondsSpan(pace.low, pace.high)}, of ${look.timed} timed`
            : `${look.timed} of ${look.decisions} timed; it takes 10`}
        </Part>
        <Rated label="Approved in under a second" rate={quick.rate} none="no approval timed" />
        <Rated label="Planted mistakes noticed" rate={checks.caught} none="no check answered" />
        <Rated label="Others decide the same" rate={agreement.rate} none="no case judged twice" />
      </dl>
      {weight.factor < 1 && <p className="text-sm text-pretty text-ink-3">{weight.says}</p>}
    </li>
  );
}

function Rated({ label, rate, none }: { label: string; rate: Look['quick']['rate']; none: string }) {
  return (
    <Part label={label} value={rate ? shareText(rate.count / rate.of) : 'not known yet'}>
      {rate ? rateText(rate) : none}
    </Part>
  );
}

function Part({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="grid gap-0.5">
        <span className="text-base font-medium tabular-nums">{value}</span>
        <span className="text-xs text-ink-3 tabular-nums">{children}</span>
      </dd>
    </div>
  );
}
