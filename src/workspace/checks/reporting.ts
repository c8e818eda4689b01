import type { Env } from '../env.ts';
import { fromEnv } from '../env.ts';
import type { Say } from '../forms/form.ts';
import { type MailForm, readServer, type ReportsForm } from '../forms/reporting.ts';
import { suggestName } from '../nearest.ts';
import type { MailSettings, ReportSchedule } from '../reporting.ts';
import type { Person } from '../schema.ts';

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/;
const NAMED_ADDRESS = /^[^<>\r\n]*<([^<>\s]+)>$/;
const VARIABLE = /\$\{[A-Za-z_]\w*(:-[^}]*)?\}/;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * Mail settings with what the environment gives. A variable that is not set is no fault of the files: the workspace
 * loads, and the pages of reports say that nothing is mailed. A password that is written out in the file is a fault.
 */
export function checkMail(form: MailForm | null, env: Env, say: Say): MailSettings | null {
  if (!form) return null;
  const missing: string[] = [];
  const take = (text: string | undefined): string => {
    if (text === undefined) return '';
    const note: Say = (_, says) => void missing.push(/needs (\w+)/.exec(says)?.[1] ?? text);
    return fromEnv(text, env, [], note);
  };
  const at = (name: string) => ['mail', name];
  if (form.password !== undefined && !VARIABLE.test(form.password))
    say(at('password'), 'stands in the file, where everybody reads it', 'write ${SMTP_PASSWORD}');
  if ((form.user === undefined) !== (form.password === undefined))
    say(
      at(form.user === undefined ? 'password' : 'user'),
      'stands alone: a user and a password belong together',
    );
  const [server, from] = [take(form.server), take(form.from)];
  const [user, password] = [take(form.user), take(form.password)];
  const shown = take(form.console);
  const found = server === '' ? null : readServer(server, form.security);
  if (server !== '' && !found)
    say(at('server'), 'is not a mail server', 'write one such as smtp.example.org:587');
  if (from !== '' && !addressOf(from))
    say(at('from'), 'is not a mail address', 'write one such as Remit <remit@example.org>');
  if (shown !== '' && !isHttp(shown))
    say(at('console'), 'is not an http address', 'write one such as http://localhost:4700');
  if (found?.security === 'none' && !LOOPBACK.test(found.host))
    say(at('security'), 'is none, which is for a server on this machine only', 'write starttls or tls');
  const auth = form.user === undefined ? null : { user, password };
  const { host = '', port = 0, security = 'starttls' } = found ?? {};
  const settings = { host, port, security, from, auth, console: shown.replace(/\/+$/, '') || null, missing };
  return Object.defineProperty(settings, 'auth', { enumerable: false, value: auth });
}

/** `a@b.org` of `Remit <a@b.org>` or of itself; null where it is no address. */
function addressOf(text: string): string | null {
  const address = NAMED_ADDRESS.exec(text.trim())?.[1] ?? text.trim();
  return ADDRESS.test(address) ? address : null;
}

function isHttp(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** Who gets which report: people that there are, with an address to send it to, and workflows that there are. */
export function checkReports(
  form: ReportsForm,
  { people, workflows }: { people: readonly Person[]; workflows: readonly string[] },
  say: Say,
): ReportSchedule[] {
  const ids = people.map(({ id }) => id);
  form.forEach((schedule, index) => {
    schedule.for.forEach((name, at) => {
      if (!workflows.includes(name))
        say(['reports', index, 'for', at], `"${name}" is not a workflow here`, suggestName(name, workflows));
    });
    schedule.to.forEach((id, at) => {
      const person = people.find((one) => one.id === id);
      const path = ['reports', index, 'to', at];
      if (!person) say(path, `"${id}" is nobody of the people`, suggestName(id, ids));
      else if (person.email === undefined || !ADDRESS.test(person.email))
        say(path, `${person.name} has no mail address`, `give ${id} an email under people`);
    });
  });
  return form;
}
