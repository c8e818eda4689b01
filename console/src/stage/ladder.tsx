import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Distance } from '../ui/time.tsx';
import type { StageView } from '../workflow/queries.ts';
import type { Wanted } from './page.tsx';
import { rolloutName } from './words.ts';

type Step = StageView['ladder'][number];

/** The steps that were written down, with what each waits for. */
export function Ladder({ view }: { view: StageView }) {
  if (view.ladder.length === 0) {
    return (
      <p className="text-sm text-pretty text-ink-2">
        No ladder is written down, so nothing is proposed. Steps and their conditions stand in the file of the
        workflow, under <code className="font-mono text-xs">ladder</code>.
      </p>
    );
  }
  return (
    <ol className="grid">
      {view.ladder.map((step, index) => (
        <li key={index} className="relative grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 pb-5 last:pb-0">
          {index < view.ladder.length - 1 && (
            <span aria-hidden="true" className="absolute top-5 bottom-0 left-[9.5px] w-px bg-line-2" />
          )}
          <Mark state={step.state} />
          <div className="grid min-w-0 gap-1.5">
            <p className="flex flex-wrap items-center gap-2 text-sm">
              <span className={step.state === 'later' ? 'text-ink-2' : 'font-medium'}>
                {rolloutName(step.to, view.kinds)}
              </span>
              {step.state === 'next' && <Badge tone="blue">next</Badge>}
              {step.state === 'taken' && <span className="text-xs text-ink-3">taken</span>}
            </p>
            {step.state !== 'taken' && <Conditions step={step} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Mark({ state }: { state: Step['state'] }) {
  if (state === 'taken') {
    return (
      <span className="grid size-5 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon name="check" size={12} />
      </span>
    );
  }
  const look = state === 'next' ? 'border-accent bg-surface' : 'border-line-2 bg-bg';
  return <span aria-hidden="true" className={`mt-0.5 ml-0.5 block size-4 rounded-full border-2 ${look}`} />;
}

function Conditions({ step }: { step: Step }) {
  const isLater = step.state === 'later';
  return (
    <ul className="grid gap-1">
      {step.conditions.map((condition) => (
        <li key={condition.says} className="flex gap-2 text-sm">
          <span
            className={`mt-[3px] ${condition.holds && !isLater ? 'text-green' : 'text-ink-3'}`}
            aria-hidden="true"
          >
            <Icon name={condition.holds && !isLater ? 'check' : 'clock'} size={14} />
          </span>
          <span className={condition.holds && !isLater ? 'text-pretty' : 'text-pretty text-ink-2'}>
            {condition.says}
            {!isLater && <span className="sr-only">{condition.holds ? ' Holds.' : ' Not yet.'}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ProposedProps {
  view: StageView;
  proposed: NonNullable<StageView['proposed']>;
  take: (wanted: Wanted) => void;
}

/** A step whose conditions hold. Remit proposes it; a person takes it or lets it be. */
export function Proposed({ view, proposed, take }: ProposedProps) {
  return (
    <section
      aria-label="Proposed step"
      className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 rounded-xl border border-accent/30 bg-accent-soft px-5 py-4"
    >
      <div className="grid max-w-[68ch] gap-1">
        <p className="text-xs font-medium text-accent">
          Proposed <Distance at={proposed.at} />
        </p>
        <p className="text-lg font-semibold">{rolloutName(proposed.to, view.kinds)}</p>
        <p className="text-sm text-pretty text-ink-2">{proposed.says}</p>
      </div>
      {view.may.widen ? (
        <Button look="main" onClick={() => take({ to: proposed.to, because: proposed.says })}>
          Take this step…
        </Button>
      ) : (
        <p className="max-w-[34ch] text-sm text-pretty text-ink-2">{view.may.says}</p>
      )}
    </section>
  );
}
