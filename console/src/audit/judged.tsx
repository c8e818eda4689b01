import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import type { CaseView } from '../live/answers.ts';
import { Performed } from '../case/performed.tsx';
import { RevealedView } from '../case/revealed.tsx';
import { useWho } from '../shell/desk.tsx';
import { Badge } from '../ui/effect.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';

interface JudgedProps {
  one: CaseView;
  answer: AnswerOf<'audit'>;
  /** What the person would have done. */
  mine: string;
  next: (() => void) | undefined;
}

/** After the check: what was really done, beside what the person would have. */
export function Judged({ one, answer, mine, next }: JudgedProps) {
  const who = useWho();
  const ways = (
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
  );
  return (
    <div className="grid gap-5" role="status">
      {one.revealed ? (
        <RevealedView revealed={one.revealed} person={who?.name ?? 'You'} kinds={one.kinds} />
      ) : (
        <Section
          title="How it compares"
          aside={
            <Badge tone={answer.agreed ? 'green' : 'amber'}>{answer.agreed ? 'Agreed' : 'Differs'}</Badge>
          }
        >
          <dl className="grid grid-cols-2 gap-3 text-sm">
            <Side who="Remit did" what={one.plan?.play_label ?? 'Nothing'} />
            <Side who="You would have" what={mine} />
          </dl>
        </Section>
      )}
      <p className="text-base text-pretty">{answer.says}</p>
      <Performed one={one} />
      {ways}
    </div>
  );
}

function Side({ who, what }: { who: string; what: string }) {
  return (
    <div className="grid gap-1 rounded-lg border border-line bg-surface px-4 py-3">
      <dt className="text-xs text-ink-3">{who}</dt>
      <dd className="font-medium break-words">{what}</dd>
    </div>
  );
}
