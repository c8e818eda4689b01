import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { Interval } from '../stage/interval.tsx';
import { rateText, shareText } from '../stage/words.ts';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { Moment } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { AgreementPart } from './agreement.tsx';
import type { Look } from './queries.ts';
import { MISTAKE_WORDS, secondsSpan, secondsText } from './words.ts';

/** How one person looks: a warning where it is due, four numbers, and what they are made of. */
export function MyLook({ look }: { look: Look }) {
  return (
    <>
      {look.quick.warns && <RunWarning look={look} />}
      <Four look={look} />
      <div className="grid min-w-0 gap-x-12 gap-y-8 lg:grid-cols-2">
        <div className="grid min-w-0 content-start gap-8">
          <PaceSection look={look} />
          <OpenedSection look={look} />
        </div>
        <div className="grid min-w-0 content-start gap-8">
          <ChecksSection look={look} />
          <Section title="When another judges the same case">
            <AgreementPart agreement={look.agreement} />
          </Section>
        </div>
      </div>
    </>
  );
}

/** A run of approvals that nobody could have read. It is said at once, and without blame. */
function RunWarning({ look }: { look: Look }) {
  return (
    <div role="alert" className="flex gap-3 rounded-lg bg-amber-soft px-4 py-3 text-sm text-amber">
      <span className="mt-0.5">
        <Icon name="warn" />
      </span>
      <p className="text-pretty">
        <span className="font-medium">
          Your last {look.quick.run} approvals took less than a second each.
        </span>{' '}
        That is faster than anybody reads, and for as long as it goes on they count nothing as evidence. A
        moment on the next one ends it. If they need no reading, that is worth a rule instead.
      </p>
    </div>
  );
}

function Four({ look }: { look: Look }) {
  const { pace, checks, agreement, weight } = look;
  return (
    <dl className="grid gap-px overflow-hidden rounded-xl border border-line bg-line sm:grid-cols-2 lg:grid-cols-4">
      <Tile
        label="Usual look"
        value={pace ? secondsText(pace.seconds) : null}
        says={
          pace
            ? `median of ${count(look.timed, 'decision')}, ${secondsSpan(pace.low, pace.high)} with 95\u00a0% certainty`
            : `${count(look.timed, 'timed decision')} so far; it takes 10`
        }
      />
      <Tile
        label="Planted mistakes noticed"
        value={checks.caught ? shareText(checks.caught.count / checks.caught.of) : null}
        says={checks.caught ? rateText(checks.caught) : 'No check was answered yet'}
      />
      <Tile
        label="Others decide the same"
        value={agreement.rate ? shareText(agreement.rate.count / agreement.rate.of) : null}
        says={agreement.rate ? rateText(agreement.rate) : 'No case was judged twice yet'}
      />
      <Tile
        label="A yes of yours counts"
        value={shareText(weight.factor)}
        says={weight.says}
        tone={weight.why === 'misses' || weight.why === 'run' ? 'amber' : undefined}
      />
    </dl>
  );
}

interface TileProps {
  label: string;
  /** Null where it cannot be said yet. */
  value: string | null;
  says: string;
  tone?: 'amber' | undefined;
}

function Tile({ label, value, says, tone }: TileProps) {
  return (
    <div className="grid content-start gap-1 bg-surface px-4 py-3.5">
      <dt className="text-xs font-medium text-ink-3">{label}</dt>
      <dd className="grid gap-1">
        <span
          className={`text-2xl font-semibold tracking-[-0.02em] tabular-nums ${value === null ? 'text-ink-3' : tone === 'amber' ? 'text-amber' : ''}`}
        >
          {value ?? '–'}
        </span>
        <span className="text-xs text-pretty text-ink-3">{says}</span>
      </dd>
    </div>
  );
}

function PaceSection({ look }: { look: Look }) {
  const { pace, quick } = look;
  return (
    <Section title="Pace">
      <p className="text-pretty text-ink-2">
        {look.says}
        {pace && ` Four of five took between ${secondsText(pace.tenth)} and ${secondsText(pace.ninetieth)}.`}
      </p>
      <Line label="Approved in under a second">
        <Interval rate={quick.rate} />
      </Line>
      <p className="text-sm text-pretty text-ink-3">{quick.says}</p>
      {quick.runs.length > 0 && (
        <ul className="grid gap-1 text-sm">
          {quick.runs.map(({ from, to, length, cases }) => (
            <li key={from} className="flex flex-wrap gap-x-2">
              <span className="font-medium">{length} in a row</span>
              <span className="text-ink-3">
                <Moment at={from} bare /> to <Moment at={to} bare />, the last of them{' '}
              </span>
              <CaseLink id={cases.at(-1) ?? ''} says="here" />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function OpenedSection({ look }: { look: Look }) {
  return (
    <Section title="What you look at">
      {look.opened.length === 0 ? (
        <Quiet>Nothing is known yet of what was opened or scrolled to.</Quiet>
      ) : (
        <>
          <p className="text-sm text-pretty text-ink-3">
            In how many decisions a part was in sight for long enough to be read, or was opened.
          </p>
          <ul className="grid gap-2.5">
            {look.opened.map(({ part, label, rate }) => (
              <li key={part}>
                <Line label={label}>
                  <Interval rate={rate} />
                </Line>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function ChecksSection({ look }: { look: Look }) {
  const { checks } = look;
  return (
    <Section title="Planted mistakes">
      <p className="text-pretty text-ink-2">{checks.says}</p>
      {checks.recent.length > 0 && (
        <ul className="grid">
          {checks.recent.map(({ case: id, at, mistake, says, caught }) => (
            <li key={`${id} ${at}`} className="grid gap-0.5 border-t border-line py-2 text-sm first:border-0">
              <span className="flex flex-wrap items-center justify-between gap-2">
                <span className="font-medium">{MISTAKE_WORDS[mistake] ?? mistake}</span>
                <Badge tone={caught ? 'green' : 'amber'}>{caught ? 'Noticed' : 'Went by'}</Badge>
              </span>
              <span className="text-pretty text-ink-2">{says}</span>
              <span className="text-xs text-ink-3">
                <Moment at={at} bare /> · <CaseLink id={id} says="See the case" />
              </span>
            </li>
          ))}
        </ul>
      )}
      <Quiet>
        A planted plan is never carried out and is in no other number. It is revealed at once after the
        decision.
      </Quiet>
    </Section>
  );
}

export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid items-start gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]">
      <span className="text-sm">{label}</span>
      {children}
    </div>
  );
}

export function Quiet({ children }: { children: ReactNode }) {
  return <p className="text-sm text-pretty text-ink-3">{children}</p>;
}

export function CaseLink({ id, says }: { id: string; says: string }) {
  return (
    <Link
      to="/cases/$id"
      params={{ id }}
      className="underline decoration-line-2 underline-offset-2 hover:text-ink"
    >
      {says}
    </Link>
  );
}
