import type { Command } from 'commander';
import { exposureOf } from '../../../authority/exposure.ts';
import { AppError } from '../../../runtime/errors.ts';
import { showMoney } from '../../../workspace/money.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import type { OpenWorld } from '../wire.ts';

type Shown = ReturnType<typeof exposureOf>;

export function addExposure(program: Command, desk: Desk): void {
  program
    .command('exposure')
    .argument('<workflow>', 'its name, such as returns')
    .description(
      'the most that a workflow can do without a person, per hour and day, with the rules that bound it',
    )
    .option('--json', 'as JSON')
    .option('--strict', 'answer no where anything is not bounded')
    .addHelpText(
      'after',
      '\nIn a pipeline: remit exposure returns --strict exits with 1 when a rule is missing.',
    )
    .action(async (name: string, options: { json?: true; strict?: true }) => {
      const open = await desk.wire.openWorld();
      try {
        const shown = await readExposure(open, name);
        if (options.strict && shown.unbounded.length > 0) desk.exitCode = EXIT.no;
        if (options.json) return desk.terminal.say(JSON.stringify(shown, null, 2));
        sayExposure(shown, open.world.workspace().locale, desk);
      } finally {
        await open.close();
      }
    });
}

async function readExposure({ world }: OpenWorld, name: string): Promise<Shown> {
  const workspace = world.workspace();
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (!workflow) {
    const suggestion =
      suggestName(name, Object.keys(workspace.workflows)) ?? 'the workspace has no workflows';
    throw new AppError('not_found', `There is no workflow "${name}".`, { suggestion: `Here ${suggestion}` });
  }
  return exposureOf(workflow, workspace, world.rollout(workflow), await world.switches());
}

interface Cell {
  text: string;
  red?: boolean;
}
const HEAD = ['', 'each', 'an hour', 'a day', 'undo'].map((text) => ({ text }));

function sayExposure(shown: Shown, locale: string, { terminal }: Desk): void {
  terminal.say(terminal.paint('bold', shown.label));
  terminal.say(shown.says);
  terminal.say('');
  const rows = shown.writes.map((write): Cell[] => {
    const marks = [write.message && 'message', write.irreversible && 'cannot be undone'].filter(Boolean);
    const label = marks.length === 0 ? write.label : `${write.label} (${marks.join(', ')})`;
    if (!write.alone) return [{ text: label }, { text: 'a person decides' }];
    const moves = shown.moves_money && write.each.says !== 'It moves no money.';
    const money = (of: { money: { minor: number; currency: string } | null }): Cell =>
      of.money ? { text: showMoney(of.money, locale) } : { text: 'any amount', red: true };
    const span = (of: Shown['writes'][number]['hour']): Cell => {
      const count: Cell =
        of.count === null
          ? { text: 'any number', red: !moves || write.irreversible }
          : { text: of.count.toLocaleString('en') };
      if (!moves) return count;
      const sum = money(of);
      return { text: `${sum.text}, ${count.text}`, red: (sum.red ?? false) || (count.red ?? false) };
    };
    const each = moves ? money(write.each) : { text: '' };
    return [{ text: label }, each, span(write.hour), span(write.day), { text: write.undo ?? 'none' }];
  });
  table([HEAD, ...rows], terminal);
  sayTotal(shown, locale, terminal);
  for (const { says, suggestion } of shown.unbounded) {
    terminal.say(terminal.paint('red', says));
    terminal.say(`  ${terminal.paint('dim', suggestion)}`);
  }
}

function sayTotal({ total, moves_money }: Shown, locale: string, terminal: Desk['terminal']): void {
  if (!moves_money) return;
  const say = ({ money }: Shown['total']['hour']) =>
    money ? `at most ${showMoney(money, locale)}` : terminal.paint('red', 'any amount');
  terminal.say('');
  terminal.say(`Together ${say(total.hour)} in an hour, and ${say(total.day)} in a day.`);
}

function table(rows: Cell[][], terminal: Desk['terminal']): void {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.text.length ?? 0)));
  for (const [at, row] of rows.entries()) {
    const cells = row.map(({ text, red }, column) => {
      const padded = column === row.length - 1 ? text : text.padEnd(widths[column] ?? 0);
      if (at === 0) return terminal.paint('dim', padded);
      return red ? terminal.paint('red', padded) : padded;
    });
    terminal.say(`  ${cells.join('  ')}`.trimEnd());
  }
}
