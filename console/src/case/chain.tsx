import type { Review } from '../live/answers.ts';
import { useAbsences } from '../away/use_away.ts';
import { useDesk, useNameOf } from '../shell/desk.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { Distance, Moment } from '../ui/time.tsx';
import { capital, listed } from '../ui/words.ts';
import { decidersOf } from './deciders.ts';

type ChainStep = Review['chain'][number];

/** “Step 2 of 3”, or nothing where one yes is enough. */
export function stepText({ chain, step }: Pick<Review, 'chain' | 'step'>): string | undefined {
  return chain.length > 1 ? `Step ${Math.min(step + 1, chain.length)} of ${chain.length}` : undefined;
}

/** The order of people who are asked: who said yes and when, who is asked now, and who comes after. */
export function Chain({ review }: { review: Review }) {
  const hasChain = review.chain.length > 1 || review.chain.some(({ approvals }) => approvals.length > 0);
  const isAsked = ['open', 'claimed', 'snoozed'].includes(review.status);
  if (!hasChain && !(isAsked && review.effect === 'approve')) return null;
  return (
    <Section title="Who decides" aside={stepText(review)}>
      {hasChain && (
        <ol className="grid rounded-lg border border-line bg-surface px-4 py-1">
          {review.chain.map((step, index) => (
            <Step key={index} step={step} place={index + 1} />
          ))}
        </ol>
      )}
      {isAsked && <Asked review={review} />}
    </Section>
  );
}

const STATES: Record<ChainStep['state'], string> = { done: 'Done', now: 'Asked now', later: 'Later' };

function Step({ step, place }: { step: ChainStep; place: number }) {
  const nameOf = useNameOf();
  return (
    <li
      className="flex gap-3 border-t border-line py-2 text-sm first:border-0"
      aria-current={step.state === 'now' ? 'step' : undefined}
    >
      <Mark state={step.state} place={place} />
      <div className="min-w-0 flex-1">
        <p className={step.state === 'now' ? 'font-medium' : 'text-ink-2'}>
          <span className="sr-only">{STATES[step.state]}: </span>
          {capital(step.says)}
        </p>
        {step.approvals.map((approval) => (
          <p key={`${approval.by} ${approval.at}`} className="text-xs text-ink-3">
            {nameOf(approval.by)} approved
            {approval.for && ` for ${nameOf(approval.for)}, who is away`} <Moment at={approval.at} />
          </p>
        ))}
      </div>
    </li>
  );
}

function Mark({ state, place }: { state: ChainStep['state']; place: number }) {
  const look = {
    done: 'border-transparent bg-green-soft text-green',
    now: 'border-accent text-accent',
    later: 'border-line-2 text-ink-3',
  }[state];
  return (
    <span
      aria-hidden="true"
      className={`mt-px grid size-5 shrink-0 place-items-center rounded-full border text-2xs font-semibold tabular-nums ${look}`}
    >
      {state === 'done' ? <Icon name="check" size={12} /> : place}
    </span>
  );
}

/** Who may answer now, until when, and when they are asked again. */
function Asked({ review }: { review: Review }) {
  const { people } = useDesk();
  const nameOf = useNameOf();
  const absences = useAbsences();
  const names = decidersOf(review, people, absences).map(({ id, instead }) => {
    if (instead) return `${nameOf(id)} for ${nameOf(instead)}`;
    return absences.some((absence) => absence.person === id) ? `${nameOf(id)} (away)` : nameOf(id);
  });
  return (
    <p className="text-sm text-pretty text-ink-2">
      {names.length > 0 ? `${listed(names)} may decide` : 'Nobody here may decide this'}
      {review.expires_at && (
        <>
          {' '}
          until <Moment at={review.expires_at} bare />
        </>
      )}
      .
      {review.remind_at && (
        <>
          {' '}
          They are reminded <Distance at={review.remind_at} />.
        </>
      )}
    </p>
  );
}
