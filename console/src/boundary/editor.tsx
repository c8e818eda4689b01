import { useEffect, useMemo, useRef } from 'react';
import { useSearch } from '@tanstack/react-router';
import { sentence } from '../ui/words.ts';
import { indented, lineStart } from './indent.ts';
import { diffLines } from './lines.ts';
import type { Check } from './queries.ts';

interface EditorProps {
  text: string;
  baseText: string;
  faults: Check['faults'];
  warnings: Check['warnings'];
  isReadOnly: boolean;
  change: (text: string) => void;
}

/** Letters of both layers are set alike, so that each wraps where the other does. */
const TYPE =
  'font-mono text-xs leading-[1.7] whitespace-pre-wrap [overflow-wrap:anywhere] [tab-size:2] py-2 pr-3 pl-14';

/**
 * A plain text with line numbers. The text itself is a textarea, so that typing, undoing and reading aloud work
 * as everywhere; a layer below it carries the numbers, what is new, and where a fault is.
 */
export function Editor({ text, baseText, faults, warnings, isReadOnly, change }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = text.split('\n');
  const isNew = useMemo(() => addedLines(baseText, text), [baseText, text]);
  useRuleInSight(area, lines);
  const toLine = (line: number) => {
    const start = lineStart(text, line);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  };
  const at = new Map(faults.map((fault) => [fault.line ?? 0, fault]));
  const warned = new Set(warnings.map(({ line }) => line ?? 0));
  return (
    <div className="grid gap-2">
      <div className="max-h-[min(70vh,640px)] overflow-y-auto rounded-lg border border-edge bg-surface focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
        <div className="relative">
          <div aria-hidden="true" data-lines className={`pointer-events-none select-none ${TYPE} px-0!`}>
            {lines.map((line, index) => (
              <div key={index} className={`relative pr-3 pl-14 ${markOf(index + 1, at, warned, isNew)}`}>
                <span className="absolute top-0 left-0 w-10 pr-2 text-right text-ink-3">{index + 1}</span>
                <span className="invisible">{line || ' '}</span>
              </div>
            ))}
          </div>
          <textarea
            ref={area}
            aria-label="Text of the boundary"
            aria-describedby="boundary-faults"
            aria-invalid={faults.length > 0}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            readOnly={isReadOnly}
            value={text}
            onChange={(event) => change(event.target.value)}
            onKeyDown={(event) => onKey(event, change)}
            className={`absolute inset-0 size-full resize-none overflow-hidden bg-transparent text-ink outline-none ${TYPE}`}
          />
        </div>
      </div>
      <Faults faults={faults} warnings={warnings} toLine={toLine} />
    </div>
  );
}

function markOf(line: number, faults: Map<number, unknown>, warned: Set<number>, isNew: Set<number>): string {
  if (faults.has(line)) return 'bg-red-soft shadow-[inset_3px_0_0_var(--red)]';
  if (warned.has(line)) return 'bg-amber-soft';
  return isNew.has(line) ? 'bg-accent-soft' : '';
}

function addedLines(before: string, after: string): Set<number> {
  if (before === after) return new Set();
  return new Set(diffLines(before, after).flatMap(({ change, line }) => (change === 'added' ? [line] : [])));
}

/** Tab indents by two, as the files do. After Escape, Tab leaves the text, so that nobody is caught in it. */
function onKey(event: React.KeyboardEvent<HTMLTextAreaElement>, change: (text: string) => void): void {
  const area = event.currentTarget;
  if (event.key === 'Escape') {
    area.dataset['leaves'] = 'true';
    return;
  }
  const leaves = area.dataset['leaves'] === 'true';
  if (event.key !== 'Shift') delete area.dataset['leaves'];
  if (event.key !== 'Tab' || leaves || area.readOnly) return;
  event.preventDefault();
  const next = indented(area.value, area.selectionStart, area.selectionEnd, event.shiftKey);
  // The browser's own way of putting text in keeps its undo; where there is none, the text is set.
  area.setSelectionRange(next.from, next.to);
  if (!document.execCommand('insertText', false, next.put)) change(next.text);
  area.setSelectionRange(next.start, next.end);
}

/** A link that names a rule shows its line. */
function useRuleInSight(area: React.RefObject<HTMLTextAreaElement | null>, lines: string[]): void {
  const { rule } = useSearch({ from: '/workflows/$name/boundary' });
  const seen = useRef('');
  useEffect(() => {
    if (!rule || seen.current === rule || !area.current) return;
    const index = lines.findIndex((line) => idOf(line) === rule);
    if (index < 0) return;
    seen.current = rule;
    const start = lineStart(area.current.value, index + 1);
    area.current.focus({ preventScroll: true });
    area.current.setSelectionRange(start, start + (lines[index]?.length ?? 0));
    area.current.parentElement
      ?.querySelector(`[data-lines] > :nth-child(${index + 1})`)
      ?.scrollIntoView({ block: 'center' });
  }, [rule, lines, area]);
}

function idOf(line: string): string | undefined {
  return /\bid:\s*["']?([\w.-]+)/.exec(line)?.[1] ?? /^\s*(otherwise|approve):/.exec(line)?.[1];
}

interface FaultsProps {
  faults: Check['faults'];
  warnings: Check['warnings'];
  toLine: (line: number) => void;
}

function Faults({ faults, warnings, toLine }: FaultsProps) {
  const notes = [
    ...faults.map((fault) => ({ ...fault, look: 'text-red', kind: 'Fault' })),
    ...warnings.map((warning) => ({ ...warning, suggestion: null, look: 'text-amber', kind: 'Note' })),
  ];
  return (
    <ul id="boundary-faults" aria-live="polite" className="grid gap-1.5 text-sm">
      {notes.map((note, index) => (
        <li key={index} className={`flex gap-2 ${note.look}`}>
          {note.line !== null ? (
            <button
              type="button"
              onClick={() => note.line !== null && toLine(note.line)}
              className="shrink-0 self-start font-medium tabular-nums underline underline-offset-2"
            >
              Line {note.line}
            </button>
          ) : (
            <span className="shrink-0 font-medium">{note.kind}</span>
          )}
          <span className="min-w-0 text-pretty [overflow-wrap:anywhere]">
            {sentence(note.says)}{' '}
            {note.suggestion && <span className="text-ink-2">{sentence(note.suggestion)}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
