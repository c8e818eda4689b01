import { Writable } from 'node:stream';
import { run, type Wire } from '../../src/doors/cli/index.ts';
import { code } from './page.ts';

const NEVER = () => {
  throw new Error('help opens nothing');
};

/** What `--help` says: of the whole, and then of each command that it lists. */
export async function commands(): Promise<string> {
  const whole = await help();
  const names = [...whole.matchAll(/^ {2}([a-z]+)(?= |$)/gm)]
    .map((match) => match[1] ?? '')
    .filter((name) => !['remit', 'help'].includes(name));
  const parts = [code(whole)];
  for (const name of new Set(names)) parts.push(`## remit ${name}`, code(withoutGlobals(await help(name))));
  return parts.join('\n\n');
}

async function help(...command: string[]): Promise<string> {
  let text = '';
  const stdout = new Writable({
    write(chunk: Buffer, _, done) {
      text += chunk.toString();
      done();
    },
  });
  const wire: Wire = {
    version: '0.0.0',
    env: {},
    stdout,
    stderr: stdout,
    workspaceFolder: NEVER,
    settingRows: NEVER,
    openWorld: NEVER,
    startAll: NEVER,
    startWorker: NEVER,
  };
  await run([...command, '--help'], wire);
  return text;
}

/** The options that every command takes stand once, at the top of the page. */
function withoutGlobals(text: string): string {
  return text.replace(/\nGlobal Options:\n(?: .*\n)+/, '');
}
