import { Link } from '@tanstack/react-router';
import type { CaseView } from '../live/answers.ts';
import { sentence } from '../ui/words.ts';

type Key = NonNullable<CaseView['keys']>[number];

const NAMES: Record<Key['key'], string> = { boundary: 'Boundary', stage: 'Stage', standing: 'Standing' };
const PAGES = {
  boundary: '/workflows/$name/boundary',
  stage: '/workflows/$name/rollout',
  standing: '/workflows/$name/standing',
} as const;

/** The three that must agree before a plan runs by itself, each with what it says, and who held it back. */
export function Keys({ keys, workflow }: { keys: Key[]; workflow: string }) {
  const held = keys.filter(({ holds }) => !holds).map(({ key }) => NAMES[key].toLowerCase());
  return (
    <div className="grid gap-1.5">
      <p className="text-sm font-medium">{sayHeld(held)}</p>
      <ul className="grid gap-1.5">
        {keys.map(({ key, holds, says }) => (
          <li key={key} className="grid grid-cols-[5.5rem_1fr] gap-x-2 text-sm">
            <span className="flex items-baseline gap-1.5">
              <span aria-hidden="true" className={holds ? 'text-green' : 'text-amber'}>
                {holds ? '✓' : '–'}
              </span>
              <span className="sr-only">{holds ? 'Agrees: ' : 'Holds it back: '}</span>
              <Link
                to={PAGES[key]}
                params={{ name: workflow }}
                className="underline decoration-line-2 underline-offset-2"
              >
                {NAMES[key]}
              </Link>
            </span>
            <span className="min-w-0 text-pretty text-ink-2">{sentence(says)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function sayHeld(held: string[]): string {
  if (held.length === 0) return 'Boundary, stage and standing agree: it may run by itself';
  const list = held.length === 1 ? held[0] : `${held.slice(0, -1).join(', ')} and ${held.at(-1)}`;
  return `Held back by ${list}`;
}
