import type { CaseView, Performed as PerformedAction } from '../live/answers.ts';
import { Badge, type Tone } from '../ui/effect.tsx';
import { Button } from '../ui/button.tsx';
import { Fold, Section } from '../ui/section.tsx';
import { Distance, Money } from '../ui/time.tsx';
import { Fields } from '../ui/value.tsx';
import { actorName } from './actor.ts';

const STATUS: Record<PerformedAction['status'], { says: string; tone: Tone }> = {
  intended: { says: 'Under way', tone: 'blue' },
  done: { says: 'Done', tone: 'green' },
  failed: { says: 'Failed', tone: 'red' },
  unknown: { says: 'Not known', tone: 'amber' },
  undone: { says: 'Taken back', tone: 'grey' },
};

/** The badge says it all; only what went another way than planned needs a sentence. */
const SPEAKS_FOR_ITSELF = new Set<PerformedAction['status']>(['done', 'undone']);

interface PerformedProps {
  one: CaseView;
  undo?: (key: string) => void;
  settle?: (key: string) => void;
}

/** What was really done, and what can still be taken back. */
export function Performed({ one, undo, settle }: PerformedProps) {
  if (one.performed.length === 0) return null;
  return (
    <Section title="Done so far">
      <ol className="grid gap-2">
        {one.performed.map((action) => (
          <li key={action.key} className="grid gap-1.5 rounded-lg border border-line bg-surface px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <p className="font-medium">{action.label}</p>
              {action.money && (
                <span className="font-semibold">
                  <Money value={action.money} />
                </span>
              )}
              <Badge tone={STATUS[action.status].tone}>{STATUS[action.status].says}</Badge>
              <span className="flex-1" />
              <span className="text-xs text-ink-3">
                {actorName(action.by)} · <Distance at={action.done_at ?? action.at} />
              </span>
            </div>
            {!SPEAKS_FOR_ITSELF.has(action.status) && action.says && (
              <p className="text-sm text-pretty text-ink-2">{action.says}</p>
            )}
            <div className="flex flex-wrap items-center justify-between gap-2">
              <Fold says="With what">
                <Fields value={action.args} />
              </Fold>
              <Ways action={action} undo={undo} settle={settle} />
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Ways({ action, undo, settle }: Omit<PerformedProps, 'one'> & { action: PerformedAction }) {
  if (action.status === 'unknown' && settle) {
    return (
      <Button small onClick={() => settle(action.key)}>
        Say what became of it
      </Button>
    );
  }
  if (action.undo && undo) {
    return (
      <Button small icon="undo" title={action.undo.says} onClick={() => undo(action.key)}>
        {action.undo.label}
      </Button>
    );
  }
  if (action.status !== 'done' || !action.undo_not) return null;
  return <span className="text-xs text-ink-3">Cannot be undone: {action.undo_not}</span>;
}
