import type { RollbackItem } from '../../../authority/schema.ts';
import { sayRollback, titleOf, type RollbackState } from '../../../flow/rollback/index.ts';
import { sayTime } from '../../../flow/say/words.ts';
import { showMoney } from '../../../workspace/money.ts';
import type { Workspace } from '../../../workspace/schema.ts';
import { columns, type Terminal } from '../terminal.ts';

/** Rows of one state that a table shows; `--json` shows them all. */
const ROWS_MAX = 20;

/** What needs a person's eye first. */
const GROUPS: [state: RollbackItem['state'], title: string][] = [
  ['conflict', 'Changed since by somebody: left to a person'],
  ['unknown', 'Not known'],
  ['failed', 'Not done by the system'],
  ['held', 'Waiting'],
  ['cannot', 'Cannot be taken back'],
  ['can', 'Can be taken back'],
  ['undone', 'Taken back'],
];

/** A rollback as a person reviews it at a terminal: where it stands, the money, and its actions by what is so of them. */
export function tellRollback(rollback: RollbackState, workspace: Workspace, terminal: Terminal): void {
  terminal.say(
    `${terminal.paint('bold', titleOf(rollback.slice))}  ${terminal.paint('dim', `${rollback.id}, ${rollback.state}`)}`,
  );
  terminal.say(`Because: ${rollback.because}`);
  terminal.say(sayRollback(rollback));
  if (rollback.money.length > 0) {
    const amounts = rollback.money.map((money) => showMoney(money, workspace.locale));
    terminal.say(`Money of what can be taken back: ${amounts.join(', ')}`);
  }
  for (const [state, title] of GROUPS) {
    const items = rollback.items.filter((item) => item.state === state);
    if (items.length === 0) continue;
    terminal.say('');
    terminal.say(terminal.paint('cyan', `${title} (${items.length.toLocaleString('en')})`));
    const rows = items.slice(0, ROWS_MAX).map((item) => rowOf(item, workspace));
    for (const line of columns(rows)) terminal.say(`  ${line}`);
    const more = items.length - rows.length;
    if (more > 0) terminal.say(terminal.paint('dim', `  and ${more.toLocaleString('en')} more (--json)`));
  }
}

function rowOf(item: RollbackItem, workspace: Workspace): string[] {
  const money = item.money ? showMoney(item.money, workspace.locale) : '';
  return [sayTime(item.at, workspace), item.key, item.title, money, item.says];
}
