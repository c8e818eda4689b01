import { useQuery } from '@tanstack/react-query';
import type { Switch } from '../live/answers.ts';
import { brakeQuery } from '../live/queries.ts';
import { useDesk, useNameOf } from '../shell/desk.tsx';
import { Icon } from '../ui/icon.tsx';
import { Distance } from '../ui/time.tsx';
import { count, listed } from '../ui/words.ts';
import { openBrake, openRelease } from './view.ts';
import { bare } from './words.ts';

/** What is stopped stands above every page until it is released; a drill stands there too, in a calmer colour. */
export function BrakeBanner() {
  const { stopped } = useDesk();
  const { data } = useQuery(brakeQuery);
  const drills = data?.thrown.filter(({ drill }) => drill) ?? [];
  return (
    <div role="status" aria-live="assertive">
      {stopped.length > 0 && (
        <Line
          look="bg-alarm text-on-alarm"
          button="border-current/50 hover:bg-on-alarm/15"
          name={only(stopped)}
          does="Release"
        >
          <span className="font-semibold">Stopped: {listed(stopped.map(({ label }) => label))}.</span>{' '}
          <span className="max-md:hidden">
            <Details thrown={data?.thrown.filter(({ drill }) => !drill) ?? []} />
          </span>
          <span className="md:hidden">{data && waits(sum(data.thrown.filter(({ drill }) => !drill)))}</span>
        </Line>
      )}
      {drills.length > 0 && (
        <Line
          look="bg-accent-soft text-accent"
          button="border-current/40 hover:bg-surface"
          name={only(drills)}
          does="End"
        >
          <span className="font-semibold">Drill: {listed(drills.map(({ label }) => label))}.</span>{' '}
          <span className="max-md:hidden">Nothing is stopped; a real throw would have held</span>
          <span className="md:hidden">Would have held</span>{' '}
          {sum(drills) === 0 ? 'nothing' : count(sum(drills), 'action')} so far.
        </Line>
      )}
    </div>
  );
}

interface LineProps {
  look: string;
  button: string;
  /** The one switch that the button releases; several are told apart in the sheet. */
  name: string | undefined;
  does: string;
  children: React.ReactNode;
}

function Line({ look, button, name, does, children }: LineProps) {
  return (
    <div className={`flex items-center gap-3 px-3 py-1.5 text-sm sm:px-4 md:py-2 ${look}`}>
      <Icon name="stop" />
      <p className="min-w-0 flex-1 text-pretty break-words">{children}</p>
      <button
        type="button"
        onClick={() => (name ? openRelease(name) : openBrake())}
        className={`h-7 shrink-0 rounded-md border px-2.5 text-xs font-semibold focus-visible:outline-current ${button}`}
      >
        {name ? does : 'See all'}
      </button>
    </div>
  );
}

/** Who did it, and what waits. It is read apart from the names, which must not wait for it. */
function Details({ thrown }: { thrown: Switch[] }) {
  const nameOf = useNameOf();
  const [newest] = thrown;
  if (!newest?.thrown_at) return null;
  return (
    <span>
      {nameOf(newest.by)}, <Distance at={newest.thrown_at} />
      {newest.because ? `: “${bare(newest.because)}”` : ''}. {waits(sum(thrown))}
    </span>
  );
}

function waits(cases: number): string {
  if (cases === 0) return 'No case has come to it yet.';
  return `${count(cases, 'case')} ${cases === 1 ? 'waits' : 'wait'}.`;
}

function sum(thrown: Switch[]): number {
  return thrown.reduce((total, { waiting }) => total + waiting, 0);
}

function only(thrown: { switch: string }[]): string | undefined {
  return thrown.length === 1 ? thrown[0]?.switch : undefined;
}
