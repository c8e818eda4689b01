import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import type { CaseView } from '../live/answers.ts';
import { Performed } from '../case/performed.tsx';
import { RevealedView } from '../case/revealed.tsx';
import { useWho } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { compare, type Judgement } from './compare.ts';

interface JudgedProps {
  one: CaseView;
  what: 'audit' | 'second';
  answer: AnswerOf<'audit'>;
  /** What the person would have done. */
  mine: Judgement;
  next: (() => void) | undefined;
}

/** After the check: what was really done, or decided by another, beside what the person would have. */
export function Judged({ one, what, answer, mine, next }: JudgedProps) {
  const who = useWho();
  // What a first person decided may not be what was planned, so it is told in words.
  const revealed = what === 'audit' ? compare(one, mine, answer.agreed) : undefined;
  return (
    <div className="grid gap-5" role="status">
      {revealed ? (
        <RevealedView revealed={revealed} person={who?.name ?? 'You'} kinds={one.kinds} />
      ) : (
        <p className="text-base text-pretty">{answer.says}</p>
      )}
      {what === 'audit' && <Performed one={one} />}
      <p className="flex flex-wrap items-center gap-3">
        {next && (
          <Button hint="j" aria-keyshortcuts="j" onClick={next} ref={(node) => node?.focus()}>
            Next case
          </Button>
        )}
        <Link
          to="/cases/$id"
          params={{ id: one.id }}
          className="text-sm text-ink-2 underline decoration-line-2 underline-offset-2 hover:text-ink"
        >
          See the case
        </Link>
      </p>
    </div>
  );
}
