import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { AST_DEPTH_MAX, AST_NODES_MAX, CONDITION_CHARS_MAX, LIST_ITEMS_MAX } from './cel/environment.ts';
import { PATTERN_CHARS_MAX } from './cel/functions-of-text.ts';
import { FUNCTIONS } from './cel/functions.ts';
import { FACT_LIST_MAX, FACT_TEXT_CHARS_MAX } from './cel/values.ts';
import { statement } from './index.ts';
import { APPROVE_STEPS_MAX } from './read/approve.ts';
import { LIMIT_UNITS, LIMITS_MAX } from './read/limits.ts';
import { RULES_MAX } from './read/rules.ts';
import { EFFECTS, type Effect } from './schema.ts';
import { load, REFUNDS } from './story.ts';

const PAGE = fileURLToPath(new URL('../../docs/boundary.md', import.meta.url));

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const EFFECT_MEANS: Record<Effect, string> = {
  allow: 'Remit does it by itself',
  approve: 'a person approves it first, in the order that `approve` says',
  human: 'a person does it; Remit only records it',
  deny: 'it is not done, and whoever proposed it is told why',
};

const UNIT_MEANS: Record<(typeof LIMIT_UNITS)[number], [means: string, example: string]> = {
  money: ['an amount with its currency', '{money: 50.00 EUR, ceiling: 200.00 EUR}'],
  days: ['a number of days, to compare with `days_since`', '{days: 30, ceiling: 60}'],
  hours: ['a number of hours, to compare with `hours_since`', '{hours: 48}'],
  minutes: ['a number of minutes, to compare with `minutes_since`', '{minutes: 90}'],
  count: ['a whole number of things', '{count: 20, ceiling: 60}'],
  percent: ['a share, for `percent_of`', '{percent: 15, ceiling: 50}'],
  number: ['any other number', '{number: 0.9}'],
};

const group = (number: number) => number.toLocaleString('en');

/** The parts of the page that are made from the code, by the name of their marks. */
const PARTS: Record<string, string> = {
  example: `\`\`\`yaml\n${REFUNDS}\`\`\``,
  statement: statement(load(REFUNDS))
    .filter(({ write }) => write === 'shop.refund' || write === '*')
    .map(({ text }) => `> ${text}`)
    .join('\n'),
  effects: table(
    ['effect', 'meaning, from the mildest to the strictest'],
    EFFECTS.map((effect) => [`\`${effect}\``, EFFECT_MEANS[effect]]),
  ),
  limits: table(
    ['unit', 'meaning', 'example'],
    LIMIT_UNITS.map((unit) => [`\`${unit}\``, UNIT_MEANS[unit][0], `\`${UNIT_MEANS[unit][1]}\``]),
  ),
  functions: table(
    ['written as', 'gives', 'meaning'],
    FUNCTIONS.map(({ usage, gives, says }) => [`\`${usage}\``, gives, says]),
  ),
  bounds: table(
    ['bound', 'at most'],
    [
      ['rules in a boundary', group(RULES_MAX)],
      ['limits in a boundary', group(LIMITS_MAX)],
      ['steps of an approval chain', group(APPROVE_STEPS_MAX)],
      ['characters of a condition', group(CONDITION_CHARS_MAX)],
      ['parts of a condition', group(AST_NODES_MAX)],
      ['levels of nesting', group(AST_DEPTH_MAX)],
      ['items of a list in a condition', group(LIST_ITEMS_MAX)],
      ['characters of a pattern', group(PATTERN_CHARS_MAX)],
      ['items of a list in a fact; longer ones are unknown', group(FACT_LIST_MAX)],
      ['characters of a text in a fact; longer ones are unknown', group(FACT_TEXT_CHARS_MAX)],
    ],
  ),
};

function written(page: string): string {
  return Object.entries(PARTS).reduce((text, [name, part]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/boundary.md has no place for ${name}`);
    return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
  }, page);
}

test('the language reference shows the functions, effects, limits and bounds that the code has', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, written(page));
  else expect(page).toBe(written(page));
});
