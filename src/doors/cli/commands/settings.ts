import type { Command } from 'commander';
import type { Desk } from '../index.ts';
import { columns } from '../terminal.ts';

export function addSettings(program: Command, { wire, terminal }: Desk): void {
  program
    .command('settings')
    .description('every setting with its value and meaning; passwords are hidden')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => {
      const rows = wire.settingRows();
      if (json) return terminal.say(JSON.stringify(rows, null, 2));
      const lines = columns(
        rows.map((row) => [row.name, row.value || '—', row.is_set ? 'set' : 'default', row.meaning]),
      );
      rows.forEach((row, index) => {
        const line = lines[index] ?? '';
        terminal.say(row.is_set ? terminal.paint('bold', line) : line);
      });
    });
}
