import { Interval } from '../stage/interval.tsx';
import { Fold } from '../ui/section.tsx';
import type { Proof } from './queries.ts';

interface ProofProps {
  proof: Proof;
  isNew?: boolean;
  isWider?: boolean;
}

/** How often people decided so: where the condition holds, and wherever the same was planned. */
export function ProofView({ proof, isNew = false, isWider = false }: ProofProps) {
  return (
    <div className="grid gap-3">
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <div className="grid content-start gap-1">
          <dt className="text-xs text-ink-2">
            {isWider
              ? 'What it lets through, people decided as planned in'
              : 'Where it holds, people decided so in'}
          </dt>
          <dd>
            <Interval rate={proof.precision} bound={proof.base.count / Math.max(1, proof.base.of)} />
          </dd>
        </div>
        <div className="grid content-start gap-1">
          <dt className="text-xs text-ink-2">
            {isWider
              ? 'Of all that wait for a person, in'
              : isNew
                ? 'Wherever nothing is planned, in'
                : 'Wherever the same was planned, in'}
          </dt>
          <dd>
            <Interval rate={proof.base} />
          </dd>
        </div>
      </dl>
      {proof.small && (
        <p className="text-sm text-pretty text-ink-2">
          These are few cases: look at them one by one before you accept it.
        </p>
      )}
      <Fold says="Can it be chance?">
        <p className="max-w-[72ch] text-sm text-pretty text-ink-2">{proof.says}</p>
      </Fold>
    </div>
  );
}

/** “14 of 15 (93 %)” beside what is usual, for a card. */
export function ProofLine({ proof, of }: { proof: Proof; of: string }) {
  const { precision, base } = proof;
  return (
    <span className="text-sm text-ink-2 tabular-nums">
      <b className="font-semibold text-ink">
        {precision.count} of {precision.of}
      </b>{' '}
      ({span(precision)}), against {base.count} of {base.of} {of}
      {proof.small && ' · few cases'}
    </span>
  );
}

function span({ low, high }: Proof['precision']): string {
  return `${Math.round(low * 100)}–${Math.round(high * 100)} %`;
}
