import type { z } from 'zod';
import type { BackrunAnswer, BackrunCasesAnswer } from '../../http/answers/backrun.ts';
import { percent, sayRate } from '../../../evidence/words.ts';
import { columns, type Terminal } from '../terminal.ts';

type Shown = z.output<typeof BackrunAnswer>;
type Rate = { count: number; of: number; low: number; high: number };

/** A run with its results, as text. */
export function sayBackrun(
  shown: Shown,
  cases: z.output<typeof BackrunCasesAnswer> | null,
  terminal: Terminal,
): void {
  const { agent, agent_version: version, boundary_says: boundary, label, results } = shown;
  terminal.say(terminal.paint('bold', `${label}: ${agent} ${version} under ${boundary}`));
  terminal.say(shown.says);
  if (shown.cost.cap) terminal.say(shown.cost.says);
  if (!results) return;
  terminal.say('');
  terminal.say(results.agreement.says);
  terminal.say(results.abstained.says);
  if (results.left_out.cases > 0) terminal.say(results.left_out.says);
  for (const { says } of results.money) terminal.say(says);
  for (const { says } of [results.conflicts, results.alone, results.hours]) terminal.say(says);
  terminal.say(terminal.paint('dim', results.alone.standing_says));
  table(terminal, 'Kind', results.by_kind);
  table(
    terminal,
    'Play',
    results.by_play.flatMap((play) => [
      play,
      ...play.arguments.map((one) => ({ ...one, label: `  ${one.label}` })),
    ]),
  );
  for (const { rule, says, cases: count } of results.conflicts.rules)
    terminal.say(`Denied by ${rule}, ${count} times: ${says}`);
  if (!cases || cases.cases.length === 0) return;
  terminal.say('');
  terminal.say(
    terminal.paint('bold', `Decided otherwise: ${cases.total}, of which the newest ${cases.cases.length}`),
  );
  for (const one of cases.cases) {
    terminal.say(`  ${one.case}  ${one.title}`);
    terminal.say(`    ${one.says}${one.because ? ` ${terminal.paint('dim', one.because)}` : ''}`);
  }
}

function table(terminal: Terminal, head: string, rows: readonly { label: string; agreed: Rate }[]): void {
  const known = rows.filter(({ agreed }) => agreed.of > 0);
  if (known.length === 0) return;
  terminal.say('');
  const [first = '', ...rest] = columns([
    [head, 'the same', 'between'],
    ...known.map(({ label, agreed }) => [
      label,
      sayRate(agreed),
      `${percent(agreed.low)} and ${percent(agreed.high)}`,
    ]),
  ]);
  terminal.say(terminal.paint('dim', first));
  for (const line of rest) terminal.say(line);
}
