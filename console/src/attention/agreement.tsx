import { Interval } from '../stage/interval.tsx';
import { Moment } from '../ui/time.tsx';
import { CaseLink, Line } from './mine.tsx';
import type { AgreementView } from './queries.ts';

/** How far two people agree who judged the same cases, and where they did not. */
export function AgreementPart({ agreement }: { agreement: AgreementView }) {
  const beyond = agreement.beyond_chance;
  return (
    <>
      <p className="text-pretty text-ink-2">{agreement.says}</p>
      {agreement.rate && (
        <Line label="Decided the same">
          <Interval rate={agreement.rate} />
        </Line>
      )}
      {beyond && (
        <Line label="Beyond chance">
          <span className="text-sm tabular-nums">
            <span className="font-medium">{beyond.value.toFixed(2)}</span>{' '}
            <span className="text-xs text-ink-3">
              of 1, {beyond.low.toFixed(2)} to {beyond.high.toFixed(2)} with 95 % certainty
            </span>
          </span>
        </Line>
      )}
      {agreement.cases.length > 0 && (
        <ul className="grid">
          {agreement.cases.map(({ case: id, at, first, second }) => (
            <li key={id} className="grid gap-0.5 border-t border-line py-2 text-sm first:border-0">
              <span className="text-pretty">
                {first === second ? (
                  <>Both chose “{first}”, with other details</>
                ) : (
                  <>
                    One chose “{first}”, the other “{second}”
                  </>
                )}
              </span>
              <span className="text-xs text-ink-3">
                <Moment at={at} bare /> · <CaseLink id={id} says="See the case" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
