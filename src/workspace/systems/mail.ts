import { z } from 'zod';
import { fromEnv, type Env } from '../env.ts';
import { entry, type Say } from '../forms/form.ts';
import { humanize } from '../forms/words.ts';
import type { Path } from '../yaml.ts';
import { confide } from './confide.ts';
import { mailOffers, takesKeys, type MailRead, type MailWrite } from './mail_offers.ts';
import { checkOffers, systemKeys } from './offers.ts';
import type { SystemCommon } from './schema.ts';

/** A mailbox: read by IMAP, written by SMTP. */
export interface MailFile extends SystemCommon<MailVia> {
  kind: 'mail';
  /** Whom mail comes from, and where it comes in. */
  from: { name: string; address: string };
  imap: MailServer | null;
  smtp: MailServer | null;
  /** By their paths; null: the folders that the server marks as such. */
  folders: { sent: string | null; drafts: string | null };
  /** Who keeps a copy of what was sent: we write one into the folder, the mail server does, or nobody. */
  copies: 'write' | 'server' | 'none';
  /** The name by which our own server signs `Authentication-Results`; null: nothing is believed. */
  checkedBy: string | null;
  /** Not enumerable, so that they never show in JSON or in a log. */
  passwords: { imap: string | null; smtp: string | null };
}

export interface MailServer {
  host: string;
  port: number;
  /** `starttls` is required and never given up; `none` is for a server on this machine only. */
  security: 'tls' | 'starttls' | 'none';
  user: string | null;
}

/** What a read or a write of a mailbox does: its own name, for they are the same for every mailbox. */
export interface MailVia {
  does: MailRead | MailWrite;
}

const PORT_MAX = 65_535;
const PORTS = { imap: { tls: 993, plain: 143 }, smtp: { tls: 465, plain: 587 } };
const ADDRESS = /^(?:"?([^"<>]*)"?\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/;

const ServerForm = entry({
  server: z.string().min(1),
  security: z.enum(['tls', 'starttls', 'none']).optional(),
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
});

/** `systems/<name>.yaml` of kind `mail` */
export const MailForm = entry({
  ...systemKeys,
  kind: z.literal('mail'),
  address: z.string().min(3),
  imap: ServerForm.optional(),
  smtp: ServerForm.optional(),
  folders: entry({ sent: z.string().min(1).optional(), drafts: z.string().min(1).optional() }).prefault({}),
  copies: z.enum(['write', 'server', 'none']).default('write'),
  checked_by: z.string().min(1).optional(),
});
type MailForm = z.infer<typeof MailForm>;

/** A mailbox's file as the runtime takes it, after saying everything in it that does not hold together. */
export function checkMail(name: string, form: MailForm, env: Env, say: Say): MailFile {
  if (!form.imap && !form.smtp)
    say([], 'has neither imap nor smtp', 'name the server that mail is read from, or sent by');
  const imap = form.imap ? checkServer('imap', form.imap, env, say) : null;
  const smtp = form.smtp ? checkServer('smtp', form.smtp, env, say) : null;
  const offers = mailOffers({ reads: form.imap !== undefined, sends: form.smtp !== undefined });
  const via = (_: unknown, path: Path): MailVia => ({ does: path.at(-1) as MailVia['does'] });
  const common = checkOffers(name, { ...form, ...offers }, env, say, via, takesKeys);
  const file = {
    ...common,
    kind: 'mail' as const,
    label: form.label ?? humanize(name),
    from: checkAddress(form.address, env, say),
    imap: imap?.server ?? null,
    smtp: smtp?.server ?? null,
    folders: { sent: form.folders.sent ?? null, drafts: form.folders.drafts ?? null },
    copies: form.copies,
    checkedBy: form.checked_by ?? null,
  };
  return confide(file, { passwords: { imap: imap?.password ?? null, smtp: smtp?.password ?? null } });
}

function checkAddress(text: string, env: Env, say: Say): MailFile['from'] {
  const filled = fromEnv(text, env, ['address'], say).trim();
  const match = ADDRESS.exec(filled);
  if (!match && filled !== '')
    say(
      ['address'],
      'is not a mail address',
      'write one such as help@shop.example or Shop <help@shop.example>',
    );
  return { name: (match?.[1] ?? '').trim(), address: match?.[2] ?? match?.[3] ?? 'nobody@localhost' };
}

function checkServer(
  what: 'imap' | 'smtp',
  form: z.infer<typeof ServerForm>,
  env: Env,
  say: Say,
): { server: MailServer; password: string | null } {
  const path: Path = [what];
  const text = fromEnv(form.server, env, [...path, 'server'], say).trim();
  const match = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/i.exec(text);
  const given = match?.[2] === undefined ? null : Number(match[2]);
  if (text !== '' && (!match || (given !== null && (given < 1 || given > PORT_MAX))))
    say([...path, 'server'], 'is not the name of a server', `write one such as ${what}.example.org`);
  const ports = PORTS[what];
  const isTls =
    form.security === undefined
      ? given === null
        ? what === 'imap'
        : given === ports.tls
      : form.security === 'tls';
  const security = form.security ?? (isTls ? 'tls' : 'starttls');
  const user = form.user === undefined ? null : fromEnv(form.user, env, [...path, 'user'], say);
  if (user !== null && form.password === undefined)
    say([...path, 'password'], 'is missing', 'write ${MAIL_PASSWORD}, and set it in the environment');
  const password =
    form.password === undefined ? null : secretOf(form.password, env, [...path, 'password'], say);
  const host = (match?.[1] ?? 'localhost').replace(/^\[|\]$/g, '');
  return { server: { host, port: given ?? (isTls ? ports.tls : ports.plain), security, user }, password };
}

function secretOf(text: string, env: Env, path: Path, say: Say): string {
  if (!/\$\{[A-Za-z_]\w*(:-[^}]*)?\}/.test(text))
    say(path, 'stands in the file, where everybody reads it', 'write ${MAIL_PASSWORD}');
  return fromEnv(text, env, path, say);
}
