import { Link } from '@tanstack/react-router';
import { Money } from '../ui/time.tsx';
import { sentence, spanText } from '../ui/words.ts';
import type { StandingView } from './queries.ts';

interface CascadeProps {
  cascade: NonNullable<StandingView['cascade']>;
  workflow: string;
}

/** What it saved to ask the cheapest agent first: of each the plans of the last weeks, and what one costs. */
export function CascadePart({ cascade, workflow }: CascadeProps) {
  return (
    <section aria-labelledby="standing-cascade" className="grid grid-cols-1 gap-3">
      <h2 id="standing-cascade" className="border-b border-line pb-1.5 text-lg font-semibold">
        Cheapest first
      </h2>
      <p className="max-w-[80ch] text-pretty text-ink-2">{sentence(cascade.says)}</p>
      <ol className="grid">
        {cascade.agents.map((line) => (
          <li key={line.agent} className="grid gap-0.5 border-t border-line py-2 first:border-0">
            <p className="flex flex-wrap gap-x-3 text-sm">
              <span className="font-medium">{line.agent}</span>
              <span className="text-ink-3">
                A plan costs {line.cost ? <Money value={line.cost} /> : 'what it has not said yet'}
                {line.ms !== null && line.ms > 0 && ` and takes ${spanText(line.ms)}`}
              </span>
              <Link
                to="/workflows/$name/numbers"
                params={{ name: workflow }}
                search={{ agent: line.agent }}
                className="text-accent underline underline-offset-2"
                aria-label={`Numbers of ${line.agent} and its cases`}
              >
                Numbers and cases
              </Link>
            </p>
            <p className="text-sm text-pretty text-ink-2">{sentence(line.says)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
