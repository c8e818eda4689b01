import { useEffect, useMemo, useRef, useState } from 'react';
import type { WorkflowView } from '../live/answers.ts';
import { EffectBadge } from '../ui/effect.tsx';
import { humanise } from '../ui/words.ts';
import { CELL, Head } from './part.tsx';

type Boundary = WorkflowView['boundary'];

/** What the boundary says in English, beside the rules that say it; each points at the other. */
export function BoundaryView({ boundary, labels }: { boundary: Boundary; labels: Record<string, string> }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const lines = useMemo(() => boundary.text.replace(/\n$/, '').split('\n'), [boundary.text]);
  const groups = useMemo(() => grouped(boundary.statement), [boundary.statement]);
  return (
    <div className="grid min-w-0 gap-6">
      <div className="grid min-w-0 gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="grid content-start gap-4">
          {groups.map(({ write, parts }) => (
            <div key={write} className="grid gap-0.5">
              <h3 className="text-xs font-semibold text-ink-3">{nameOf(write, labels)}</h3>
              <ul className="grid" onMouseLeave={() => setChosen([])}>
                {parts.map((part) => (
                  <Sentence
                    key={part.text}
                    part={part}
                    isChosen={chosen.join() === groundsOf(part).join() && chosen.length > 0}
                    choose={() => setChosen(groundsOf(part))}
                  />
                ))}
              </ul>
            </div>
          ))}
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

type Part = Boundary['statement'][number];

/** Sentences that follow each other and speak of the same write stand under its name. */
function grouped(statement: Part[]): { write: string; parts: Part[] }[] {
  const groups = new Map<string, Part[]>();
  for (const part of statement) groups.set(part.write, [...(groups.get(part.write) ?? []), part]);
  return [...groups].map(([write, parts]) => ({ write, parts }));
}

interface SentenceProps {
  part: Part;
  isChosen: boolean;
  choose: () => void;
}

function Sentence({ part, isChosen, choose }: SentenceProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onMouseEnter={choose}
        onFocus={choose}
        onClick={choose}
        className="-mx-2.5 w-[calc(100%+20px)] rounded-md px-2.5 py-1 text-left text-base leading-relaxed text-pretty hover:bg-accent-soft aria-pressed:bg-accent-soft"
      >
        {part.text}
      </button>
    </li>
  );
}

function RulesText({ file, lines, chosen }: { file: string; lines: string[]; chosen: string[] }) {
  const box = useRef<HTMLPreElement>(null);
  const first = lines.findIndex((line) => chosen.includes(ruleOf(line)));
  useEffect(() => {
    const line = box.current?.children[first];
    if (box.current && line instanceof HTMLElement) {
      box.current.scrollTop = line.offsetTop - box.current.clientHeight / 3;
    }
  }, [first]);
  return (
    <figure className="top-4 min-w-0 self-start overflow-hidden lg:sticky rounded-lg border border-line bg-sunk">
      <figcaption className="border-b border-line px-3 py-1.5 font-mono text-xs text-ink-3">
        {file}
      </figcaption>
      <pre
        ref={box}
        tabIndex={0}
        aria-label="Text of the boundary"
        className="relative max-h-[620px] overflow-y-auto py-2 font-mono text-xs leading-[1.7]"
      >
        {lines.map((line, index) => {
          const isChosen = chosen.includes(ruleOf(line));
          return (
            <span
              key={index}
              data-chosen={isChosen || undefined}
              className="grid grid-cols-[2.5rem_minmax(0,1fr)] pr-3 data-chosen:bg-accent-soft"
            >
              <span aria-hidden="true" className="pr-3 text-right text-ink-3 select-none">
                {index + 1}
              </span>
              <span className="pl-6 -indent-6 [overflow-wrap:anywhere] whitespace-pre-wrap">
                <Coloured line={line} />
              </span>
            </span>
          );
        })}
      </pre>
    </figure>
  );
}

/** The label of a write; undoing ones are not on the map and go by their own name. */
function nameOf(write: string, labels: Record<string, string>): string {
  if (write === '*') return 'Always';
  return labels[write] ?? humanise(write.slice(write.indexOf('.') + 1));
}

/** What a sentence stands on: its rules, or the part of the file that speaks where no rule does. */
function groundsOf(part: Part): string[] {
  if (part.rules.length > 0) return part.rules;
  return [part.write === '*' ? 'approve' : 'otherwise'];
}

/** The id of the rule that a line of YAML declares, the name of a part that stands alone, or nothing. */
function ruleOf(line: string): string {
  return /\bid:\s*["']?([\w.-]+)/.exec(line)?.[1] ?? /^(otherwise|approve):/.exec(line)?.[1] ?? '';
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
