import type { ReactNode } from 'react';
import type { CaseView } from '../live/answers.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { sentence } from '../ui/words.ts';
import type { Way } from './way.ts';

/** What stands in place of a proposal where there is none to see, and why. */
export function WithoutProposal({ one, way }: { one: CaseView; way: Way }) {
  if (way.isSealed) {
    return (
      <Card icon="eye" title="Shadow: decide as you would">
        The agent has planned too. What it planned is sealed, and is shown beside what you did once you have
        decided. {way.runs ? '' : 'Nothing is run from here: do it as you always do, then say what you did.'}
      </Card>
    );
  }
  if (one.rollout?.cohort === 'control' && way.isAsked) {
    return (
      <Card icon="person" title="Control group: people do this one">
        No agent planned it, so that its outcome can be compared with the agent’s.{' '}
        {way.runs
          ? 'Do it by hand and say so, or choose what to do and let Remit do it.'
          : 'Do it as you always do, then say what you did.'}
      </Card>
    );
  }
  if (!way.runs && way.isAsked) {
    return (
      <Card icon="note" title="People do this work, and Remit records it">
        Nothing is run from here. Do it as you always do, then say what you did.
      </Card>
    );
  }
  if (!one.review || one.revealed) return null;
  return (
    <Section title="Why it is here">
      <p className="text-base text-pretty">{sentence(one.review.says)}</p>
      {way.isAsked && (
        <p className="text-sm text-pretty text-ink-2">
          No agent proposed anything. Do it by hand and say so, or choose what to do and let Remit do it.
        </p>
      )}
    </Section>
  );
}

function Card({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-lg border border-dashed border-line-2 px-4 py-3.5"
    >
      <span className="row-span-2 mt-0.5 text-ink-3">
        <Icon name={icon} size={18} />
      </span>
      <h3 className="text-base font-semibold">{title}</h3>
      <p className="text-sm text-pretty text-ink-2">{children}</p>
    </section>
  );
}
