import type { ReactNode } from 'react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { Interval } from '../stage/interval.tsx';
import { Badge, type Tone } from '../ui/effect.tsx';
import { Fold, SectionLevelProvider } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { count } from '../ui/words.ts';

export type ReadinessView = AnswerOf<'readiness'>;
type Kind = ReadinessView['kinds'][number];

const readinessQuery = (id: string) =>
  queryOptions({ queryKey: ['readiness', id], queryFn: ({ signal }) => call('readiness', { id, signal }) });

const VERDICTS: Record<Kind['verdict'], { says: string; tone: Tone }> = {
  ready: { says: 'Ready', tone: 'green' },
  nearly: { says: 'Nearly', tone: 'amber' },
  not_yet: { says: 'Not yet', tone: 'red' },
  too_few: { says: 'Too few', tone: 'grey' },
};

const OF: Record<Kind['reasons'][number]['of'], string> = {
  volume: 'Volume',
  repeatability: 'Repeatability',
  cost: 'Cost of a mistake',
  context: 'Context',
};

type Speaks = Kind['reasons'][number]['speaks'];
const SPEAKS: Record<Speaks, { sign: string; says: string; look: string }> = {
  for: { sign: '+', says: 'speaks for it', look: 'text-green' },
  nearly: { sign: '~', says: 'nearly speaks for it', look: 'text-amber' },
  against: { sign: '−', says: 'speaks against it', look: 'text-red' },
};

/** Which kinds of work are ready to be handed over, from what people decided, and why. */
export function ReadinessPage() {
  const { name } = useParams({ from: '/workflows/$name' });
  const query = useQuery(readinessQuery(name));
  if (!query.data) {
    return query.isError ? (
      <Failed what="Readiness" error={query.error} retry={() => void query.refetch()} />
    ) : (
      <Skeleton label="Looking through what people decided" lines={8} />
    );
  }
  return (
    <SectionLevelProvider value="h2">
      <title>{`Readiness of ${query.data.label} · Remit`}</title>
      <ReadinessOf view={query.data} />
    </SectionLevelProvider>
  );
}

function ReadinessOf({ view }: { view: ReadinessView }) {
  if (view.cases === 0) {
    return (
      <Empty icon="target" title="Nothing was decided by people yet">
        Import what people have handled with remit import, or let people work for a while. A table alone is
        enough for a first look: remit assess FILE.
      </Empty>
    );
  }
  return (
    <div className="grid gap-8 pb-10">
      <div className="grid max-w-[72ch] gap-1.5">
        <p className="text-lg text-pretty">{view.says}</p>
        <p className="text-sm text-pretty text-ink-2">
          From {count(view.cases, 'decision')} of people
          {view.from && view.to && (
            <>
              , <Stamp at={view.from} /> to <Stamp at={view.to} />
            </>
          )}
          . {view.notes.join(' ')}
        </p>
      </div>
      <ul className="grid border-b border-line">
        {view.kinds.map((kind) => (
          <KindPart key={kind.kind} kind={kind} workflow={view.workflow} />
        ))}
      </ul>
    </div>
  );
}

/** A kind on one line: how ready it is, and what speaks for and against; the numbers are folded below. */
function KindPart({ kind, workflow }: { kind: Kind; workflow: string }) {
  const verdict = VERDICTS[kind.verdict];
  return (
    <li className="grid gap-1.5 border-t border-line py-4">
      <div className="grid gap-x-8 gap-y-1.5 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:items-baseline">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="font-semibold [overflow-wrap:anywhere]">{kind.label}</h2>
          <Badge tone={verdict.tone}>{verdict.says}</Badge>
          <Link
            to="/log"
            search={{ workflow, kind: kind.kind }}
            className="text-xs text-accent underline-offset-2 hover:underline"
          >
            {count(kind.cases, 'case')}
            <span className="sr-only"> of {kind.label} in the log</span>
          </Link>
        </div>
        <ul className="grid grid-cols-2 gap-x-5 gap-y-1 sm:flex sm:flex-wrap">
          {kind.reasons.map(({ of, speaks }) => (
            <li key={of} className="flex items-baseline gap-1.5 text-sm text-ink-2">
              <Sign speaks={speaks} />
              {OF[of]}
              <span className="sr-only"> {SPEAKS[speaks].says}</span>
            </li>
          ))}
        </ul>
      </div>
      {kind.verdict !== 'ready' && <p className="max-w-[80ch] text-sm text-pretty">{kind.says}</p>}
      <Fold
        says={
          <>
            Why<span className="sr-only"> {kind.label} is so</span>
          </>
        }
      >
        <Numbers kind={kind} />
      </Fold>
    </li>
  );
}

function Sign({ speaks }: { speaks: Speaks }) {
  return (
    <span aria-hidden="true" className={`font-semibold ${SPEAKS[speaks].look}`}>
      {SPEAKS[speaks].sign}
    </span>
  );
}

function Numbers({ kind }: { kind: Kind }) {
  return (
    <div className="grid gap-x-10 gap-y-4 pb-2 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <ul className="grid content-start gap-2">
        {kind.reasons.map(({ of, speaks, says }) => (
          <li key={of} className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-2 text-sm">
            <Sign speaks={speaks} />
            <span className="text-pretty">
              <span className="font-medium">{OF[of]}.</span> <span className="text-ink-2">{says}</span>
            </span>
          </li>
        ))}
      </ul>
      <dl className="grid content-start gap-2">
        {kind.mostly && (
          <Fact label={`“${kind.mostly.label}” was done`}>
            <Interval rate={kind.mostly.rate} />
          </Fact>
        )}
        <Fact label="Foreseen by the memory">
          <Interval rate={kind.foreseen} />
        </Fact>
        {kind.sure?.deviated && (
          <Fact label="Decided otherwise, where it was sure">
            <Interval rate={kind.sure.deviated} />
          </Fact>
        )}
      </dl>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
