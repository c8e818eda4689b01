import { useMemo, useState } from 'react';
import type { WorkflowView } from '../live/answers.ts';
import { EffectBadge } from '../ui/effect.tsx';
import { CELL, Head } from './part.tsx';

type Boundary = WorkflowView['boundary'];

/** What the boundary says in English, beside the rules that say it; each points at the other. */
export function BoundaryView({ boundary }: { boundary: Boundary }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const lines = useMemo(() => boundary.text.replace(/\n$/, '').split('\n'), [boundary.text]);
  return (
    <div className="grid min-w-0 gap-6">
      <div className="grid min-w-0 gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="grid content-start gap-2">
          <ul className="grid gap-0.5" onMouseLeave={() => setChosen([])}>
            {boundary.statement.map((part, index) => (
              <li key={`${part.write} ${index}`}>
                <button
                  type="button"
                  aria-pressed={chosen === part.rules}
                  onMouseEnter={() => setChosen(part.rules)}
                  onFocus={() => setChosen(part.rules)}
                  onClick={() => setChosen(part.rules)}
                  className="-mx-2.5 w-[calc(100%+20px)] rounded-md px-2.5 py-1.5 text-left text-base leading-relaxed text-pretty hover:bg-accent-soft aria-pressed:bg-accent-soft"
                >
                  {part.text}
                </button>
              </li>
            ))}
          </ul>
          <p className="flex items-center gap-2 text-sm text-ink-2">
            Anything else: <EffectBadge effect={boundary.otherwise} />
          </p>
        </div>
        <RulesText file={boundary.file} lines={lines} chosen={chosen} />
      </div>
      <Limits limits={boundary.limits} />
    </div>
  );
}

function RulesText({ file, lines, chosen }: { file: string; lines: string[]; chosen: string[] }) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border border-line bg-sunk">
      <figcaption className="border-b border-line px-3 py-1.5 font-mono text-xs text-ink-3">
        {file}
      </figcaption>
      <pre
        tabIndex={0}
        aria-label="Text of the boundary"
        className="max-h-[560px] overflow-auto py-2 font-mono text-xs leading-[1.7]"
      >
        {lines.map((line, index) => {
          const isChosen = chosen.includes(ruleOf(line));
          return (
            <span key={index} className={`block w-max min-w-full pr-4 ${isChosen ? 'bg-accent-soft' : ''}`}>
              <span aria-hidden="true" className="inline-block w-10 pr-3 text-right text-ink-3 select-none">
                {index + 1}
              </span>
              <Coloured line={line} />
            </span>
          );
        })}
      </pre>
    </figure>
  );
}

/** The id of the rule that a line of YAML declares, or nothing. */
function ruleOf(line: string): string {
  return /\bid:\s*["']?([\w.-]+)/.exec(line)?.[1] ?? '';
}

/** Comments are dimmed and names stand out; more colour would say nothing. */
function Coloured({ line }: { line: string }) {
  if (/^\s*#/.test(line)) return <span className="text-ink-3">{line}</span>;
  const key = /^(\s*(?:- )?)([\w-]+:)(.*)$/.exec(line);
  if (!key) return <>{line || ' '}</>;
  return (
    <>
      {key[1]}
      <span className="font-semibold">{key[2]}</span>
      {key[3]}
    </>
  );
}

function Limits({ limits }: { limits: Boundary['limits'] }) {
  if (limits.length === 0) return null;
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="region" aria-label="Table: limits">
      <table className="w-full max-w-[620px] text-sm">
        <caption className="mb-1 text-left text-xs text-ink-3">
          Limits that people tune, up to a ceiling that only an owner may raise
        </caption>
        <thead>
          <tr>
            <Head>Limit</Head>
            <Head>Now</Head>
            <Head>Ceiling</Head>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => (
            <tr key={limit.name}>
              <td className={`${CELL} font-mono text-xs`}>{limit.name}</td>
              <td className={`${CELL} tabular-nums`}>{limit.value}</td>
              <td className={`${CELL} text-ink-2 tabular-nums`}>{limit.ceiling ?? 'none'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
