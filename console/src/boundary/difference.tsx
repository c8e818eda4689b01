import { useMemo } from 'react';
import { diffLines, hunksOf } from './lines.ts';

const LINES_AROUND = 1;

interface DifferenceProps {
  label: string;
  before: string;
  after: string;
}

/** What one text has and another has not, line by line. */
export function Difference({ label, before, after }: DifferenceProps) {
  const lines = useMemo(() => hunksOf(diffLines(before, after), LINES_AROUND), [before, after]);
  if (before === after) return <p className="text-sm text-ink-2">The texts are the same.</p>;
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      className="max-h-80 overflow-y-auto rounded-lg border border-line bg-surface py-1.5 font-mono text-xs leading-[1.7]"
    >
      {lines.map((line, index) => {
        if (!line) {
          return (
            <span key={index} className="block px-3 text-ink-3">
              ⋯
            </span>
          );
        }
        const look = { same: 'text-ink-3', added: 'bg-green-soft', removed: 'bg-red-soft' }[line.change];
        return (
          <span key={index} className={`grid grid-cols-[2.25rem_1rem_minmax(0,1fr)] pr-3 ${look}`}>
            <span aria-hidden="true" className="pr-2 text-right text-ink-3 select-none">
              {line.line}
            </span>
            <span>{{ same: ' ', added: '+', removed: '−' }[line.change]}</span>
            <span className="[overflow-wrap:anywhere] whitespace-pre-wrap">{line.text || ' '}</span>
          </span>
        );
      })}
    </pre>
  );
}
