const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;
type Style = keyof typeof STYLES;

type Stream = NodeJS.WritableStream & { isTTY?: boolean };

/** Where a command speaks: results to `say`, everything about how it goes to `tell`. */
export interface Terminal {
  /** A line of the result, on standard output: what a pipe reads. */
  say(line: string): void;
  /** A line about the work, on standard error. */
  tell(line: string): void;
  /** Colours a text of the result, or leaves it as it is where colours are not wanted. */
  paint(style: Style, text: string): string;
  /** As `paint`, for standard error. */
  paintNote(style: Style, text: string): string;
}

export function openTerminal(stdout: Stream, stderr: Stream, env: NodeJS.ProcessEnv): Terminal {
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  return {
    say: (line) => void stdout.write(`${line}\n`),
    tell: (line) => void stderr.write(`${line}\n`),
    paint: (style, text) => (wantsColour(stdout, env) ? colour(style, text) : text),
    paintNote: (style, text) => (wantsColour(stderr, env) ? colour(style, text) : text),
  };
}

/** Colours only for a person at a terminal who did not refuse them (https://no-color.org). */
function wantsColour(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

function colour(style: Style, text: string): string {
  const [on, off] = STYLES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** `remit case … | head` closes the pipe early, which is no mistake. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Rows as aligned columns; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
