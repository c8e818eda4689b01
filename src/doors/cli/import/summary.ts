import type { Imported } from '../../../flow/import.ts';
import type { Terminal } from '../terminal.ts';

const n = (count: number) => count.toLocaleString('en');

/** Says at the end what became of the rows. */
export function saySummary(
  terminal: Terminal,
  { rows, counts, finished }: Imported,
  run: { seconds: number; before: number; report: string },
): void {
  const { recorded, opened, joined, reopened, duplicate, rejected } = counts;
  const seconds = run.seconds < 10 ? run.seconds.toFixed(1) : Math.round(run.seconds);
  const perSecond = Math.round((rows - run.before) / Math.max(run.seconds, 0.001));
  const end = finished ? `${n(rows)} ${rows === 1 ? 'row' : 'rows'}` : `Stopped behind row ${n(rows)}`;
  terminal.say(terminal.paint('bold', `${end}, ${seconds} s (${n(perSecond)} a second)`));
  const tell = (count: number, says: string) => count > 0 && terminal.say(`  ${n(count)} ${says}`);
  tell(recorded, 'recorded: what people decided, to learn from');
  tell(opened, 'opened: new cases that workers take up');
  tell(joined, 'joined open cases');
  tell(reopened, 'reopened closed cases');
  tell(duplicate, 'known already: nothing was opened twice');
  tell(rejected, `rejected: see ${run.report}`);
  if (!finished) terminal.say('The same command goes on from there.');
}
