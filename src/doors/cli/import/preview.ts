import type { Look } from '../../../flow/intake/import/look.ts';
import type { Layout } from '../../../flow/intake/import/schema.ts';
import { columns, type Terminal } from '../terminal.ts';

const CELL_CHARS_MAX = 28;
const UNUSED_MAX = 12;
const FORMATS: Record<Layout['format'], string> = {
  csv: 'CSV',
  json: 'a JSON list',
  jsonl: 'JSON, one object a line',
};

/** Shows which column goes where, with the first rows, so that a wrong guess is seen before it counts. */
export function showLook(look: Look, name: string, terminal: Terminal): void {
  const { layout } = look;
  const by =
    layout.format === 'csv' ? ` with ${layout.separator === '\t' ? 'tabs' : `“${layout.separator}”`}` : '';
  terminal.say(terminal.paint('bold', `${name}: ${FORMATS[layout.format]}${by}`));
  const header = ['', 'column', 'row 1', 'row 2', 'row 3'].slice(
    0,
    2 + (look.lines[0]?.examples.length ?? 0),
  );
  const rows = look.lines.map(({ target, from, examples }) => [target, from, ...examples].map(cell));
  const [first = '', ...rest] = columns([header, ...rows]);
  terminal.say(`  ${terminal.paint('dim', first)}`);
  for (const line of rest) terminal.say(`  ${line}`);
  if (look.unused.length > 0) {
    const more = look.unused.length > UNUSED_MAX ? ` and ${look.unused.length - UNUSED_MAX} more` : '';
    terminal.say(terminal.paint('dim', `  Not used: ${look.unused.slice(0, UNUSED_MAX).join(', ')}${more}`));
  }
  terminal.say(
    look.decides
      ? 'Rows say what people decided: those are recorded and learned from, and nothing runs for them. Rows without a decision are worked on.'
      : 'Rows say nothing of what people decided: each is an event, and is worked on.',
  );
}

function cell(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > CELL_CHARS_MAX ? `${line.slice(0, CELL_CHARS_MAX - 1)}…` : line;
}
