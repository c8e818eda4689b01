import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { DryRead } from '../../flow/world.ts';
import type { MailSettings } from '../../workspace/reporting.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const GREETING_MS = 5_000;

/** Every system, asked by a dry read: all at once, said in the order of their names. */
export async function* examineSystems(
  { systems }: Pick<Workspace, 'systems'>,
  probe: (name: string) => Promise<DryRead>,
): AsyncIterable<Finding> {
  const asked = Object.keys(systems)
    .sort()
    .map((name) => ({ name, probed: probe(name) }));
  if (asked.length === 0)
    yield warn('systems', 'There are none.', 'Connect one: docs/connect-http-system.md');
  for (const { name, probed } of asked) {
    const area = `system ${name}`;
    const found = await probed.catch((error: unknown): DryRead => ({ ok: false, says: String(error) }));
    if (!found.ok) yield fail(area, found.says, found.todo);
    else {
      yield ok(area, found.says);
      for (const { says, todo } of found.warnings ?? []) yield warn(area, says, todo);
    }
    const unconfirmed = Object.values(systems[name]?.writes ?? {}).filter(
      ({ keyedBy, confirm }) => !keyedBy && !confirm,
    );
    if (unconfirmed.length > 0) {
      const names = unconfirmed.map((write) => write.name).join(', ');
      const todo = 'Name the header that takes our key, or a read that tells what became of it (confirm).';
      yield warn(
        area,
        `After a lost answer nobody can tell what became of ${names}: a person has to look.`,
        todo,
      );
    }
  }
}

/** The server that reports leave by: whether it greets us. Nothing is sent, and nobody signs in. */
export async function examineMail(mail: MailSettings | null): Promise<Finding[]> {
  if (!mail) return [ok('mail', 'No mail server is set: reports are pages only.')];
  if (mail.missing.length > 0)
    return [
      warn(
        'mail',
        `${mail.missing.join(', ')} is not set, so nothing is mailed.`,
        'Set it in the environment or with `remit secret set`.',
      ),
    ];
  const where = `${mail.host}:${mail.port}`;
  const greeting = await greetingOf(mail);
  if (greeting.startsWith('220')) return [ok('mail', `${where} greets: ${greeting.slice(0, 80)}`)];
  return [
    fail('mail', `${where} does not greet as a mail server: ${greeting}.`, 'Look at `mail:` in remit.yaml.'),
  ];
}

function greetingOf({ host, port, security }: MailSettings): Promise<string> {
  return new Promise((resolve) => {
    const socket =
      security === 'tls' ? connectTls({ host, port, servername: host }) : connect({ host, port });
    const end = (says: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(says);
    };
    const timer = setTimeout(() => end(`no greeting within ${GREETING_MS / 1_000} s`), GREETING_MS);
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'cannot be reached'));
    socket.once('data', (data: Buffer) => end(data.toString('utf8').split('\r\n')[0] ?? ''));
  });
}

/** Models that agents are made of: whether somebody gave their keys. Asking one costs money, so none is asked. */
export function examineModels({ models = {} }: Pick<Workspace, 'models'>): Finding[] {
  return Object.values(models).map(({ name, model, missing }) =>
    missing.length > 0
      ? warn(
          `model ${name}`,
          `${missing.join(', ')} is not set, so ${model} cannot be asked.`,
          'Set it in the environment or with `remit secret set`.',
        )
      : ok(`model ${name}`, `${model} has what it needs; it was not asked, for that costs money.`),
  );
}

/** How events come to each workflow. */
export function examineTriggers({ workflows }: Pick<Workspace, 'workflows'>): Finding[] {
  return Object.values(workflows).map(({ name, triggers }) => {
    const said = triggers.map((trigger) => `${trigger.kind} ${trigger.name}`);
    if (said.length > 0) return ok(`workflow ${name}`, `Events come by ${said.join(', ')}, and over HTTP.`);
    return ok(`workflow ${name}`, 'Events come over HTTP: POST /events/' + name);
  });
}
