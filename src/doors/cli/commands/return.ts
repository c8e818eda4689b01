import { type Command, InvalidArgumentError } from 'commander';
import { DEFINITIONS } from '../../../evidence/returns/inputs.ts';
import { INPUTS, type Assumed, type InputName, type Statement } from '../../../evidence/returns/schema.ts';
import { showValue, type Style, withInterval } from '../../../evidence/returns/show.ts';
import { statement } from '../../../evidence/returns/statement.ts';
import { assume, readReturn, triedOf, tryReturn } from '../../../proof/returns/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { isLocale } from '../../../workspace/forms/remit.ts';
import { minorDigits } from '../../../workspace/money.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { Desk } from '../index.ts';
import { personOf } from '../person.ts';
import { columns } from '../terminal.ts';

interface Options extends Partial<Record<string, unknown>> {
  currency?: string;
  locale?: string;
  json?: true;
  because?: string;
  as?: string;
}

export function addReturn(program: Command, desk: Desk): void {
  const command = program
    .command('return')
    .argument('[workflow]', 'its name, such as returns; without one, a calculator of guesses')
    .description('what an agent costs and brings: a statement from measurements, or from guesses alone')
    .option('--currency <code>', 'of a calculation without a workflow', 'EUR')
    .option('--locale <locale>', 'how such a calculation writes amounts', 'en')
    .option('--because <why>', 'writes down what is assumed, with the reason')
    .option('--as <person>', 'who assumes it')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `
Before there is any data:
  remit return --cases 400 --minutes 10 --rate 31.00
With what is measured, and one assumption tried out or written down:
  remit return returns
  remit return returns --error-cost 12.50
  remit return returns --error-cost 12.50 --because "Counted in October" --as hanne
Amounts are in whole coins, shares in percent.`,
    );
  for (const name of INPUTS) {
    const { label, unit, per } = DEFINITIONS[name];
    const of = [unit === 'share' ? 'in percent' : '', per].filter(Boolean).join(' ');
    const what = of ? `${label.toLowerCase()} (${of})` : label.toLowerCase();
    command.option(`--${name.replaceAll('_', '-')} <number>`, what, readNumber);
  }
  command.action(async (name: string | undefined, options: Options) => {
    const shown = name === undefined ? calculate(options) : await tell(desk, name, options);
    if (!shown) return;
    if (options.json) return desk.terminal.say(JSON.stringify(shown.statement, null, 2));
    say(shown.statement, shown.style, desk);
  });
}

interface Shown {
  statement: Statement;
  style: Style;
}

/** From guesses alone: no database and no workspace is opened. */
function calculate(options: Options): Shown {
  const { currency = 'EUR', locale = 'en', because } = options;
  if (!/^[A-Z]{3}$/.test(currency))
    throw new AppError('invalid', `"${currency}" is not a currency.`, {
      suggestion: 'Write one such as EUR.',
    });
  if (!isLocale(locale))
    throw new AppError('invalid', `"${locale}" is not a locale.`, {
      suggestion: 'Write one such as en or de-DE.',
    });
  if (because !== undefined)
    throw new AppError('invalid', 'Assumptions are written down for a workflow.', {
      suggestion: 'Name one: remit return returns --error-cost 12.50 --because … --as …',
    });
  const style = { currency, locale };
  const stated = triedOf(valuesOf(options, currency), new Date());
  return { statement: statement({ measured: {}, given: {}, stated, style, start: new Date() }), style };
}

/** With what is measured. Null where assumptions were written down: then there is nothing else to show. */
async function tell(desk: Desk, name: string, options: Options): Promise<Shown | null> {
  const open = await desk.wire.openWorld();
  try {
    const { world, pool } = open;
    const workspace = world.workspace();
    const workflow = workflowOf(workspace, name);
    const values = valuesOf(options, workspace.currency);
    const style = { locale: workspace.locale, currency: workspace.currency };
    if (options.because !== undefined) {
      const person = personOf(workspace, options.as);
      const { says } = await assume(world, person, { workflow: name, values, because: options.because });
      desk.terminal.say(says);
      return null;
    }
    if (Object.keys(values).length === 0)
      return { statement: await readReturn(world, pool, workflow), style };
    return { statement: await tryReturn(world, pool, workflow, values), style };
  } finally {
    await open.close();
  }
}

function workflowOf({ workflows }: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workflows, name) ? workflows[name] : undefined;
  if (workflow) return workflow;
  const suggestion = suggestName(name, Object.keys(workflows)) ?? 'the workspace has no workflows';
  throw new AppError('not_found', `There is no workflow "${name}".`, { suggestion: `Here ${suggestion}` });
}

function readNumber(text: string): number {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Write a number, such as 400 or 12.50.');
  return value;
}

/** Typed in whole coins and percent, kept in the smallest coins and shares. */
function valuesOf(options: Options, currency: string): Assumed {
  const values: Assumed = {};
  for (const name of INPUTS) {
    const typed = options[camel(name)];
    if (typeof typed !== 'number') continue;
    const { unit } = DEFINITIONS[name];
    if (unit === 'money') values[name] = Math.round(typed * 10 ** minorDigits(currency));
    else values[name] = unit === 'share' ? typed / 100 : typed;
  }
  return values;
}

/** Commander's own name of an option: `--error-cost` is `errorCost`. */
function camel(name: InputName): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const SOURCES = {
  measured: 'measured',
  stated: 'as said',
  default: 'a default',
  missing: 'missing',
} as const;
const SIDES = { benefit: 'A month brings', running: 'A month costs', once: 'Paid once' } as const;

function say({ inputs, lines, totals, summary }: Statement, style: Style, { terminal }: Desk): void {
  for (const sentence of summary) terminal.say(sentence);
  for (const side of ['benefit', 'running', 'once'] as const) {
    const here = lines.filter((line) => line.side === side);
    terminal.say('');
    terminal.say(terminal.paint('bold', SIDES[side]));
    const rows = here.map(({ label, amount, from, says }) => [
      `  ${label}`,
      amount ? withInterval(amount, style) : 'not known',
      SOURCES[from],
      says,
    ]);
    const total = totals[side];
    rows.push(['  Together', total ? withInterval(total, style) : 'not known', '', '']);
    for (const line of columns(rows)) terminal.say(line);
  }
  terminal.say('');
  terminal.say(terminal.paint('bold', 'Made from'));
  const made = inputs.map(({ label, value, unit, per, from, says }) => [
    `  ${label}`,
    value === null ? 'not known' : [showValue(value, unit, style), per].filter(Boolean).join(' '),
    SOURCES[from],
    says,
  ]);
  for (const line of columns(made)) terminal.say(line);
}
