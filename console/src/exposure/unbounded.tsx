import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { count } from '../ui/words.ts';
import type { ExposureView } from '../workflow/queries.ts';

/** What nothing bounds, in red, each with what to write. */
export function Unbounded({ view }: { view: ExposureView }) {
  return (
    <section
      aria-label="Without a bound"
      className="grid gap-4 rounded-xl border border-red/30 bg-red-soft px-5 py-4"
    >
      <p className="flex items-center gap-2 font-semibold text-red">
        <Icon name="warn" /> {count(view.unbounded.length, 'thing has', 'things have')} no bound
      </p>
      <ul className="grid gap-4">
        {view.unbounded.map((one) => (
          <li key={`${one.write} ${one.says}`} className="grid min-w-0 gap-1.5">
            <p className="text-pretty">{one.says}</p>
            <Suggestion text={one.suggestion} />
          </li>
        ))}
      </ul>
      <Link
        to="/workflows/$name/boundary"
        params={{ name: view.workflow }}
        className="justify-self-start text-sm font-medium text-ink underline underline-offset-2"
      >
        Write it into the boundary
      </Link>
    </section>
  );
}

/** Advice in words, and the rule to write set apart, so that it can be copied. */
function Suggestion({ text }: { text: string }) {
  const [, words, rule] = /^([^{]*)(\{.*\})\s*$/s.exec(text) ?? ['', text, undefined];
  return (
    <>
      {words.replace(/-\s*$/, '').trim() && <p className="text-sm text-pretty text-ink-2">{words}</p>}
      {rule && (
        <pre
          tabIndex={0}
          aria-label="What to write"
          className="rounded-md border border-line bg-surface px-3 py-2 font-mono text-xs leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap"
        >
          {rule}
        </pre>
      )}
    </>
  );
}
