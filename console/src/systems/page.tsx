import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Moment, Stamp } from '../ui/time.tsx';
import { count, sentence } from '../ui/words.ts';
import { DownSince, Light } from './light.tsx';
import { Reads, Writes } from './offers.tsx';
import { ProbeButton } from './probe.tsx';
import { systemQuery, type SystemView } from './queries.ts';
import { callsText, kindText } from './words.ts';

/** One system: its health, what it offers, what holds each write, and what nobody here can hold. */
export function SystemPage() {
  const { name } = useParams({ from: '/systems/$name' });
  const query = useQuery(systemQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="The system" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Loading the system" lines={8} />
    );
  }
  const one = query.data;
  return (
    <SectionLevelProvider value="h2">
      <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label={one.label}>
        <title>{`${one.label} · Remit`}</title>
        <div className="mx-auto grid max-w-[860px] grid-cols-[minmax(0,1fr)] gap-8 px-4 py-6 sm:px-8">
          <Heading one={one} />
          {one.waiting.length > 0 && <Waiting one={one} />}
          <Section title="Writes" aside={count(one.offers.writes.length, 'write')}>
            <Writes writes={one.offers.writes} />
          </Section>
          <Section title="Reads" aside={count(one.offers.reads.length, 'read')}>
            <Reads reads={one.offers.reads} />
          </Section>
          <Section title="What is not governed">
            <ul className="grid list-disc gap-1.5 pl-5 text-sm text-pretty text-ink-2">
              {one.ungoverned.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ul>
          </Section>
          <Section title="Limits">
            <ul className="grid gap-1 text-sm text-ink-2">
              {one.limits.map(({ name: limit, says }) => (
                <li key={limit}>{says}.</li>
              ))}
              <li className="text-ink-3">How it is looked at: {one.probe}</li>
            </ul>
          </Section>
          <Outages one={one} />
          <Faults one={one} />
        </div>
      </div>
    </SectionLevelProvider>
  );
}

function Heading({ one }: { one: SystemView }) {
  return (
    <header className="grid gap-3">
      <div className="flex items-center justify-between gap-3">
        <Link
          to="/systems"
          className="-ml-1.5 inline-flex h-7 items-center gap-1 rounded-md pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Icon name="left" size={14} /> Systems
        </Link>
        {one.page && (
          <a
            href={one.page}
            target="_blank"
            rel="noreferrer"
            className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink"
          >
            Open it <Icon name="out" size={14} />
          </a>
        )}
      </div>
      <div className="grid gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold tracking-[-0.01em] text-balance [overflow-wrap:anywhere]">
            {one.label}
          </h1>
          <Light light={one.light} />
        </div>
        <p className="max-w-[70ch] text-pretty text-ink-2">
          {sentence(one.says)} {one.since && <DownSince at={one.since} />}
        </p>
        <p className="text-sm text-ink-3">
          {kindText(one.kind)} · {callsText(one.last_hour)}.
        </p>
      </div>
      <ProbeButton name={one.name} />
    </header>
  );
}

function Waiting({ one }: { one: SystemView }) {
  return (
    <Section
      title="Cases that wait for it"
      aside={one.held > one.waiting.length ? `${one.waiting.length} of ${one.held}` : count(one.held, 'case')}
    >
      <ul className="grid gap-px overflow-hidden rounded-xl border border-line bg-line">
        {one.waiting.map(({ id, title, since }) => (
          <li key={id} className="flex items-baseline justify-between gap-4 bg-surface px-4 py-2 text-sm">
            <Link to="/cases/$id" params={{ id }} className="min-w-0 truncate hover:underline">
              {title}
            </Link>
            <span className="shrink-0 text-ink-3">
              since <Moment at={since} bare />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Outages({ one }: { one: SystemView }) {
  return (
    <Section title="When it was down">
      {one.outages.length === 0 ? (
        <p className="text-sm text-ink-2">Never, as far as Remit has seen.</p>
      ) : (
        <ul className="grid gap-2 text-sm">
          {one.outages.map(({ since, until, says, held }) => (
            <li key={since} className="grid gap-0.5">
              <span>
                <Stamp at={since} />{' '}
                {until ? (
                  <>
                    to <Moment at={until} bare />
                  </>
                ) : (
                  'until now'
                )}
                {held !== null && held > 0 && `, ${count(held, 'case')} waited`}
              </span>
              <span className="text-pretty text-ink-3">{says}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Faults({ one }: { one: SystemView }) {
  return (
    <Section title="Last faults" aside={one.faults.length > 0 && 'newest first'}>
      {one.faults.length === 0 ? (
        <p className="text-sm text-ink-2">None.</p>
      ) : (
        <ul className="grid gap-1.5 text-sm">
          {one.faults.map(({ at, verb, name, says, took_ms }, index) => (
            <li key={`${at} ${index}`} className="grid gap-x-4 sm:grid-cols-[150px_minmax(0,1fr)]">
              <span className="text-ink-3">
                <Stamp at={at} toTheSecond />
              </span>
              <span className="min-w-0 text-pretty">
                {says}{' '}
                <span className="text-ink-3">
                  ({verb === 'probe' ? 'a look' : `${verb} ${name}`}, {took_ms} ms)
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
