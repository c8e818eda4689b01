import type { Switch } from '../live/answers.ts';
import { useNameOf } from '../shell/desk.tsx';
import { Badge } from '../ui/effect.tsx';
import { Button } from '../ui/button.tsx';
import { Stamp } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { openRelease } from './view.ts';

/** What is stopped, and the drills that are on: who, when, why, and what waits. */
export function Thrown({ thrown }: { thrown: Switch[] }) {
  if (thrown.length === 0) return null;
  return (
    <section aria-label="Stopped now" className="border-b border-line bg-sunk px-4 py-3">
      <h3 className="mb-1.5 text-xs font-semibold text-ink-3">Stopped now</h3>
      <ul className="grid gap-1.5">
        {thrown.map((one) => (
          <li key={`${one.switch} ${one.drill}`}>
            <OneThrown one={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneThrown({ one }: { one: Switch }) {
  const nameOf = useNameOf();
  return (
    <div className="flex items-center gap-3 rounded-lg border border-line bg-surface px-3 py-2">
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium break-words">{one.label}</span>
          <Badge tone={one.drill ? 'blue' : 'red'}>{one.drill ? 'Drill' : 'Stopped'}</Badge>
        </p>
        <p className="text-xs text-pretty text-ink-3">
          {nameOf(one.by)}
          {one.thrown_at && (
            <>
              , <Stamp at={one.thrown_at} toTheSecond />
            </>
          )}
          {one.because && `: “${one.because}”`} · {waits(one)}
        </p>
      </div>
      <Button
        small
        aria-label={`${one.drill ? 'End the drill' : 'Release'}: ${one.label}`}
        onClick={() => openRelease(one.switch)}
      >
        {one.drill ? 'End the drill' : 'Release'}
      </Button>
    </div>
  );
}

function waits({ drill, waiting }: Switch): string {
  if (drill)
    return waiting === 0
      ? 'nothing would have been held yet'
      : `${count(waiting, 'action')} would have been held`;
  if (waiting === 0) return 'no case has come to it yet';
  return `${count(waiting, 'case')} ${waiting === 1 ? 'waits' : 'wait'}`;
}
