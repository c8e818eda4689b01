import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { caseQuery } from '../live/queries.ts';
import { Performed } from '../case/performed.tsx';
import { RevealedView } from '../case/revealed.tsx';
import { useWho } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { compare, type Judgement } from './compare.ts';

interface JudgedProps {
  id: string;
  what: 'audit' | 'second';
  answer: AnswerOf<'audit'>;
  /** What the person would have done. */
  mine: Judgement;
  next: (() => void) | undefined;
}

/** After the check: what was really done, or decided by another, beside what the person would have. */
export function Judged({ id, what, answer, mine, next }: JudgedProps) {
  const who = useWho();
  const { data: one } = useQuery(caseQuery(id));
  // What a first person decided may not be what was planned, so it is told in words.
  const revealed = what === 'audit' && one ? compare(one, mine, answer.agreed) : undefined;
  return (
    <div className="grid gap-5" role="status">
      {revealed && one ? (
        <RevealedView revealed={revealed} person={who?.name ?? 'You'} kinds={one.kinds} />
      ) : (
        <p className="flex flex-wrap items-center gap-2 text-base text-pretty">
          <Badge tone={answer.agreed ? 'green' : 'amber'}>{answer.agreed ? 'Agreed' : 'Differs'}</Badge>
          {answer.says}
        </p>
      )}
      {what === 'audit' && one && <Performed one={one} />}
      <p className="flex flex-wrap items-center gap-3">
        {next && (
          <Button hint="j" aria-keyshortcuts="j" onClick={next} ref={(node) => node?.focus()}>
            Next case
          </Button>
        )}
        <Link
          to="/cases/$id"
          params={{ id }}
          className="text-sm text-ink-2 underline decoration-line-2 underline-offset-2 hover:text-ink"
        >
          See the case
        </Link>
      </p>
    </div>
  );
}
