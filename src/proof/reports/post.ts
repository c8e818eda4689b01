import { createHash } from 'node:crypto';
import { mailsOf, againAt, reportNotices, type MailState } from '../../evidence/report/mails.ts';
import { REPORT_ENTRIES, reportStream } from '../../evidence/report/entries.ts';
import type { Report } from '../../evidence/report/schema.ts';
import type { World } from '../../flow/index.ts';
import type { Actor, Entry } from '../../log/schema.ts';
import { namesIn } from '../../people/names.ts';
import type { MailSettings } from '../../workspace/reporting.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { addressIn, composeReport } from './mail/letter.ts';
import { deliver, type Delivered } from '../../mail/deliver.ts';

/** Others write to the same stream: each of several people's mails is an append of its own. */
const TRIES_MAX = 50;
/** A mail that was intended so long ago and of which nothing was heard: its process died before it could say. */
export const STUCK_MS = 10 * 60_000;

export type PostWorld = Pick<World, 'log' | 'workspace' | 'agents' | 'now'>;

/** One mail to be sent: the report and whom it goes to. */
export interface ToPost {
  report: Report;
  mail: string;
  to: string;
  workflows: string[];
  how: 'schedule' | 'person';
  by: Actor;
}

/** What became of an attempt; `taken`: somebody else is at it, or it was sent before. */
export type Posted = Delivered | { state: 'taken'; mail: MailState };

const ACTOR: Actor = { type: 'remit' };

/**
 * Mails a report to one person, at most once: the intent is written down first, at the version of the stream that was
 * read, so that of several processes one sends. `may` looks at what is known of the mail and says whether to go ahead.
 */
export async function post(
  world: PostWorld,
  given: ToPost,
  may: (known: MailState | undefined) => boolean,
): Promise<Posted> {
  const workspace = world.workspace();
  const settings = workspace.mail;
  const person = workspace.people.find(({ id }) => id === given.to);
  if (!settings || !person?.email) throw new Error(`nobody can mail ${given.to}`);
  const { mail, to, workflows, how, report } = given;
  const messageId = messageIdOf(workspace, settings, report.id, mail);
  // Made before it is intended: what cannot be written is no mail of which nobody knows what became.
  const address = { from: settings.from, to: { name: person.name, email: person.email }, messageId };
  const message = await composeReport(workspace, report, address);
  const intent = { mail, to, message_id: messageId, workflows, how };
  const claimed = await claim(world, report.id, given.by, intent, may);
  if (!claimed.isOurs) return { state: 'taken', mail: claimed.known };
  const done = await deliver(settings, { from: addressIn(settings.from), to: person.email, message });
  await tell(world, report, { mail, to, message_id: messageId }, done);
  return done;
}

type Intent = {
  mail: string;
  to: string;
  message_id: string;
  workflows: string[];
  how: 'schedule' | 'person';
};

async function claim(
  world: PostWorld,
  id: string,
  by: Actor,
  intent: Intent,
  may: (known: MailState | undefined) => boolean,
): Promise<{ isOurs: true } | { isOurs: false; known: MailState }> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const entries = await world.log.read(reportStream(id));
    const known = mailsOf(entries).get(intent.mail);
    if (!may(known)) {
      if (!known) throw new Error('a mail that is not known was not allowed');
      return { isOurs: false, known };
    }
    if (await append(world, id, entries, 'report.intended', by, intent)) return { isOurs: true };
  }
  throw new Error(`too many others write to ${reportStream(id)}`);
}

/** Writes down what became of it, whoever wrote meanwhile: what was heard from the server is the last word. */
async function tell(
  world: PostWorld,
  report: Report,
  named: { mail: string; to: string; message_id: string },
  done: Delivered,
): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const entries = await world.log.read(reportStream(report.id));
    const known = mailsOf(entries).get(named.mail);
    const [kind, body] = entryOf(report, named, done, known, world.now());
    if (await append(world, report.id, entries, kind, ACTOR, body)) return;
  }
  throw new Error(`too many others write to ${reportStream(report.id)}`);
}

function entryOf(
  report: Report,
  named: { mail: string; to: string; message_id: string },
  done: Delivered,
  known: MailState | undefined,
  now: Date,
): [keyof typeof REPORT_ENTRIES, Record<string, unknown>] {
  if (done.state === 'sent') {
    const says = report.sections.map(({ label, summary }) => `${label}: ${summary.headline}`).join(' ');
    return ['report.sent', { ...named, response: done.response, says }];
  }
  if (done.state === 'unknown') return ['report.unknown', { ...named, says: done.says }];
  const again = known ? againAt(known, done.isFinal, now) : null;
  return ['report.failed', { ...named, says: done.says, again_at: again?.toISOString() ?? null }];
}

/** Says of mails that were intended long ago, and of which nothing was heard since, that nobody knows. */
export async function tellStuck(world: PostWorld, id: string, entries: Entry[]): Promise<void> {
  const now = world.now();
  for (const { mail, to, messageId, state, at } of mailsOf(entries).values()) {
    if (state !== 'sending' || now.getTime() - at.getTime() < STUCK_MS) continue;
    const says = 'The process that sent it ended before the mail server had answered.';
    const body = { mail, to, message_id: messageId, says };
    // Where somebody else was quicker, the next look sees what they wrote.
    if (!(await append(world, id, entries, 'report.unknown', ACTOR, body))) return;
    entries = await world.log.read(reportStream(id));
  }
}

async function append(
  world: PostWorld,
  id: string,
  before: readonly Entry[],
  kind: keyof typeof REPORT_ENTRIES,
  actor: Actor,
  body: Record<string, unknown>,
): Promise<boolean> {
  const expected = before.at(-1)?.version ?? 0;
  const entry = { kind, kindVersion: 1, at: world.now(), actor, body: REPORT_ENTRIES[kind].body.parse(body) };
  const notices = reportNotices(id, namesIn(world.workspace()), [{ ...entry, version: expected + 1 }]);
  const rows = notices.length > 0 ? { rows: { notices } } : {};
  const done = await world.log.append({ stream: reportStream(id), expected, entries: [entry], ...rows });
  return done.ok;
}

const DIGEST_CHARS = 16;

/** The same for every try, so that mail programs show a second copy as the first. */
function messageIdOf(workspace: Workspace, settings: MailSettings, id: string, mail: string): string {
  const digest = createHash('sha256')
    .update(`${workspace.name}\n${id}\n${mail}`)
    .digest('hex')
    .slice(0, DIGEST_CHARS);
  const domain = addressIn(settings.from).split('@').at(-1) ?? 'localhost';
  return `${id}.${digest}@${domain}`;
}
