import type { Command } from 'commander';
import { AppError } from '../../../runtime/errors.ts';
import { listSecrets, newKey, removeSecret, secretsFile, setSecret } from '../../../runtime/secrets/index.ts';
import { EXIT } from '../failure.ts';
import type { Desk } from '../index.ts';
import { columns } from '../terminal.ts';

/** The most that is read as a secret: a whole file given by mistake is none. */
const INPUT_CHARS_MAX = 64_000;

/** `remit secret`: what workspace files name as `${NAME}` and nobody is shown again. */
export function addSecret(program: Command, desk: Desk): void {
  const { wire, terminal } = desk;
  const where = () => {
    if (wire.secrets) return wire.secrets();
    throw new AppError('unavailable', 'Secrets are not kept here.');
  };
  const secret = program
    .command('secret')
    .description('secrets that workspace files name as ${NAME}, sealed under REMIT_SECRETS_KEY')
    .addHelpText('after', HELP);

  secret
    .command('set')
    .argument('<name>', 'such as SHOP_TOKEN')
    .description('keep a secret; its value is read from standard input, never from the command line')
    .action(async (name: string) => {
      const stdin = wire.stdin ?? process.stdin;
      if (stdin.isTTY) terminal.tell(`The value of ${name}, then Enter and Ctrl-D:`);
      const value = (await readAll(stdin)).replace(/\r?\n$/, '');
      setSecret(where(), name, value, new Date());
      terminal.say(
        `${name} is kept in ${secretsFile(where())}. A running Remit takes it when it starts again.`,
      );
    });

  secret
    .command('list')
    .description('names of the secrets and when each was set; never a value')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => {
      const rows = listSecrets(where());
      if (json) return terminal.say(JSON.stringify(rows, null, 2));
      if (rows.length === 0) return terminal.say(`There are none in ${secretsFile(where())}.`);
      for (const line of columns(rows.map(({ name, set_at }) => [name, `set ${set_at}`]))) terminal.say(line);
    });

  secret
    .command('remove')
    .argument('<name>', 'which one')
    .description('forget a secret')
    .action((name: string) => {
      if (removeSecret(where(), name)) return terminal.say(`${name} is removed.`);
      terminal.say(`There is no secret ${name}.`);
      desk.exitCode = EXIT.no;
    });

  secret
    .command('key')
    .description('make a new key for REMIT_SECRETS_KEY; it is kept nowhere')
    .action(() => terminal.say(newKey()));
}

const HELP = `
Examples:
  export REMIT_SECRETS_KEY="$(remit secret key)"      keep this key where you keep passwords
  printf %s "$TOKEN" | remit secret set SHOP_TOKEN    a workspace file writes \${SHOP_TOKEN}
  remit secret list`;

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > INPUT_CHARS_MAX)
      throw new AppError('too_large', `A secret has at most ${INPUT_CHARS_MAX} characters.`);
  }
  return text;
}
