import type { ReactNode } from 'react';
import { Interval } from '../stage/interval.tsx';
import { Fold, Section } from '../ui/section.tsx';
import { Money } from '../ui/time.tsx';
import type { CasesFilter, Results } from './queries.ts';

type Show = (filter: CasesFilter) => void;

/** How an agent compares with people: agreement, what would have run alone, money, hours, conflicts. */
export function ResultsView({ results, show }: { results: Results; show: Show }) {
  return (
    <>
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-2">
        <Block title="Decided the same" says={results.agreement.says}>
          <Interval rate={results.agreement.rate} />
        </Block>
        <Block title="Would have run alone" says={results.alone.says}>
          <Interval rate={results.alone.rate} />
          <Keys alone={results.alone} />
        </Block>
        <Block
          title="Money"
          says={results.money.length === 0 ? 'No money was moved, and none would have been.' : ''}
        >
          {results.money.map((one) => (
            <p key={one.currency} className="text-sm text-pretty">
              <span className="font-medium tabular-nums">
                <Money value={{ minor: one.planned_minor, currency: one.currency }} />
              </span>{' '}
              planned. <span className="text-ink-2">{one.says}</span>
            </p>
          ))}
        </Block>
        <Block title="People's hours" says={results.hours.says} />
        <Block title="Conflicts with the boundary" says={results.conflicts.says}>
          {results.conflicts.rules.map(({ rule, says, cases }) => (
            <button
              key={rule}
              type="button"
              className="text-left text-sm text-ink-2 underline decoration-line-2 underline-offset-2 hover:text-ink"
              onClick={() => show({ what: 'conflicts', rule })}
            >
              {cases} × {rule}: {says}
            </button>
          ))}
        </Block>
        <Block
          title="No plan"
          says={`${results.abstained.says} ${results.left_out.cases > 0 ? results.left_out.says : ''}`.trim()}
        />
      </div>
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-2">
        <Section title="By what people found it to be">
          <ul className="grid gap-3">
            {results.by_kind.map((one) => (
              <Row
                key={one.name}
                label={one.label}
                rate={one.agreed}
                more={one.abstained > 0 ? `no plan in ${one.abstained}` : ''}
                show={() => show({ what: 'differs', kind: one.name })}
              />
            ))}
          </ul>
        </Section>
        <Section title="By play as it was planned">
          <ul className="grid gap-3">
            {results.by_play.map((one) => (
              <li key={one.name} className="grid gap-2">
                <Row
                  as="div"
                  label={one.label}
                  rate={one.agreed}
                  show={() => show({ what: 'differs', play: one.name })}
                />
                {one.arguments.length > 0 && (
                  <Fold says="by what was filled in">
                    <div className="grid gap-2">
                      {one.arguments.map((argument) => (
                        <Row
                          key={argument.name}
                          as="div"
                          label={argument.label}
                          rate={argument.agreed}
                          show={() => show({ what: 'differs', play: one.name, argument: argument.name })}
                        />
                      ))}
                    </div>
                  </Fold>
                )}
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}

function Block({ title, says, children }: { title: string; says: string; children?: ReactNode }) {
  return (
    <Section title={title}>
      <div className="grid gap-2">
        {children}
        {says && <p className="max-w-[62ch] text-sm text-pretty text-ink-2">{says}</p>}
      </div>
    </Section>
  );
}

function Keys({ alone }: { alone: Results['alone'] }) {
  const keys = [
    ['The boundary lets it', alone.boundary],
    ['The roll-out lets it', alone.stage],
    ['The evidence lets it', alone.standing],
  ] as const;
  return (
    <div className="grid gap-2 pl-4">
      <dl className="grid gap-2">
        {keys.map(([label, rate]) => (
          <div key={label} className="grid items-start gap-x-4 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <dt className="text-sm text-ink-2">{label}</dt>
            <dd className="min-w-0">
              <Interval rate={rate} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="max-w-[62ch] text-xs text-pretty text-ink-3">{alone.standing_says}</p>
    </div>
  );
}

function Row({
  label,
  rate,
  more = '',
  show,
  as: As = 'li',
}: {
  label: string;
  rate: Results['by_kind'][number]['agreed'];
  more?: string;
  show: () => void;
  as?: 'li' | 'div';
}) {
  const differ = rate.of - rate.count;
  return (
    <As className="grid items-start gap-x-4 gap-y-0.5 sm:grid-cols-[minmax(0,12rem)_minmax(0,1fr)]">
      <span className="text-sm [overflow-wrap:anywhere]">
        {label}
        {more && <span className="block text-xs text-ink-3">{more}</span>}
      </span>
      <span className="grid min-w-0 gap-0.5">
        <Interval rate={rate} />
        {differ > 0 && (
          <button
            type="button"
            onClick={show}
            className="justify-self-start pl-[4.5rem] text-xs text-accent underline-offset-2 hover:underline"
          >
            show the {differ === 1 ? 'one that differs' : `${differ.toLocaleString('en')} that differ`}
            <span className="sr-only"> of {label}</span>
          </button>
        )}
      </span>
    </As>
  );
}
