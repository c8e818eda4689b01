import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { decisionRow, putDecisions } from '../../../test/support/decisions.ts';
import { acme, FILES } from '../../../test/support/acme.ts';
import { openMailbox, type Mailbox } from '../../../test/support/mailbox.ts';
import { remake } from '../../authority/remake.ts';
import { openLog } from '../../log/index.ts';
import type { Entry } from '../../log/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { takeUp } from '../metrics/index.ts';
import { listReports, sendDue, sendReport } from './index.ts';
import type { PostWorld } from './post.ts';

const MONDAY = new Date('2026-11-23T06:05:00Z');
const WEEK = 'report/week.2026-11-16';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;
let box: Mailbox;
let now: Date;

beforeEach(async () => {
  database = await freshDatabase();
  pool = database.pool;
  box = await openMailbox();
  now = new Date('2026-11-18T12:00:00Z');
});

afterEach(async () => {
  await box.close();
  await database.drop();
});

function workspaceOf(
  more = '',
  mail = `mail: {server: "127.0.0.1:${box.port}", security: none, from: Remit <remit@acme.test>}`,
): Workspace {
  const remit = FILES['remit.yaml']
    ?.replace('roles: [owner, manager, support]}', 'roles: [owner, manager, support], email: mara@acme.test}')
    .replace('roles: [support]}', 'roles: [support], email: finn@acme.test}');
  return acme('http://127.0.0.1:1', { 'remit.yaml': `${remit}${mail}\n${more}` });
}

const WEEKLY = 'reports: [{every: week, for: [refunds], to: [mara]}]';

/** One process of several. */
function processOf(workspace: Workspace): PostWorld {
  const log = openLog({ pool, now: () => now });
  return { log, workspace: () => workspace, agents: () => [], now: () => now };
}

async function look(world: PostWorld): Promise<number> {
  await takeUp(pool, { timeZone: world.workspace().timeZone, now });
  return sendDue(world, pool);
}

async function kindsOf(world: PostWorld): Promise<string[]> {
  return (await world.log.read(WEEK)).map(({ kind }) => kind);
}

async function aWeekOfWork(): Promise<void> {
  const rows = Array.from({ length: 40 }, (_, at) =>
    decisionRow(at, new Date(Date.UTC(2026, 10, 17, 8, at))),
  );
  await putDecisions(pool, rows);
}

test('the report of a week arrives on Monday at seven as text, HTML and PDF, once', async () => {
  const world = processOf(workspaceOf(WEEKLY));
  await aWeekOfWork();
  expect(await look(world)).toBe(0);
  now = new Date('2026-11-23T05:59:00Z');
  expect(await look(world)).toBe(0);
  now = MONDAY;
  expect(await look(world)).toBe(1);
  expect(await look(world)).toBe(0);
  expect(box.taken).toHaveLength(1);
  const [{ to, subject, text } = { to: [], subject: '', text: '' }] = box.taken;
  expect(to).toEqual(['mara@acme.test']);
  expect(subject).toMatch(/^Acme: Report of the week: .*16.*22.*2026$/);
  for (const type of ['text/plain', 'text/html', 'application/pdf; name=week.2026-11-16.pdf'])
    expect(text).toContain(type);
  expect(await kindsOf(world)).toEqual(['report.intended', 'report.sent']);
});

test('of several processes that look at the same moment, one sends', async () => {
  const workspace = workspaceOf(WEEKLY);
  await look(processOf(workspace));
  now = MONDAY;
  await takeUp(pool, { timeZone: workspace.timeZone, now });
  const sent = await Promise.all([1, 2, 3, 4].map(() => sendDue(processOf(workspace), pool)));
  expect(sent.reduce((sum, each) => sum + each, 0)).toBe(1);
  expect(box.taken).toHaveLength(1);
});

test('a restart that missed the time sends the report late, and nothing of long ago', async () => {
  const world = processOf(workspaceOf('reports: [{every: day, to: [mara]}]'));
  await look(world);
  now = new Date('2026-12-04T15:00:00Z');
  expect(await look(world)).toBe(3);
  expect(
    box.taken.map(({ subject }) => /(\d+)(?=,? 2026)|December (\d+)/.exec(subject)?.slice(1).find(Boolean)),
  ).toEqual(['1', '2', '3']);
});

test('a new line in remit.yaml sends nothing of the past', async () => {
  now = MONDAY;
  const world = processOf(workspaceOf(WEEKLY));
  expect(await look(world)).toBe(0);
  expect(box.received).toBe(0);
});

test('a busy mail server is tried again after a minute, and then no more once it took the letter', async () => {
  const world = processOf(workspaceOf(WEEKLY));
  await look(world);
  now = MONDAY;
  box.manner = 'busy';
  expect(await look(world)).toBe(0);
  expect(await kindsOf(world)).toEqual(['report.intended', 'report.failed']);
  expect(await look(world)).toBe(0);
  expect(await kindsOf(world)).toHaveLength(2);
  box.manner = 'take';
  now = new Date(MONDAY.getTime() + 61_000);
  expect(await look(world)).toBe(1);
  expect(await kindsOf(world)).toEqual([
    'report.intended',
    'report.failed',
    'report.intended',
    'report.sent',
  ]);
});

test('a wrong password is tried again once it may have been put right, and stands nowhere', async () => {
  const workspace = workspaceOf(WEEKLY);
  const sign = (password: string) =>
    Object.defineProperty(workspace.mail, 'auth', { value: { user: 'remit', password }, configurable: true });
  box.users.push({ user: 'remit', password: 'right-one' });
  const world = processOf(workspace);
  await look(world);
  now = MONDAY;
  sign('wrong-one');
  expect(await look(world)).toBe(0);
  sign('right-one');
  now = new Date(MONDAY.getTime() + 61_000);
  expect(await look(world)).toBe(1);
  const told = JSON.stringify([await world.log.read(WEEK), await listReports(world, pool, 'week')]);
  expect(told).not.toMatch(/(wrong|right)-one/);
});

test('a mail server that cannot be reached at all is tried again', async () => {
  const world = processOf(workspaceOf(WEEKLY));
  await look(world);
  now = MONDAY;
  await box.close();
  expect(await look(world)).toBe(0);
  const { mails } = (await listReports(world, pool, 'week')).reports[1] ?? { mails: [] };
  expect(mails.map(({ state }) => state)).toEqual(['failed']);
  box = await openMailbox();
});

test('a letter whose taking was not confirmed is not known, told, and not sent again by itself', async () => {
  const world = processOf(workspaceOf(WEEKLY));
  await look(world);
  now = MONDAY;
  box.manner = 'hang_up';
  expect(await look(world)).toBe(0);
  expect(await kindsOf(world)).toEqual(['report.intended', 'report.unknown']);
  box.manner = 'take';
  now = new Date(MONDAY.getTime() + 6 * 3_600_000);
  expect(await look(world)).toBe(0);
  expect(box.received).toBe(1);
  const { rows } = await pool.query<{ says: string }>('select says from notices');
  expect(rows.map(({ says }) => says)).toEqual([
    'It is not known whether the report reached the mail server for Mara Holm. It is not sent again by itself.',
  ]);
});

test('a person may send again what is not known, and only when they say so', async () => {
  const workspace = workspaceOf(WEEKLY);
  const world = processOf(workspace);
  await look(world);
  now = MONDAY;
  box.manner = 'hang_up';
  await look(world);
  box.manner = 'take';
  const [mara] = workspace.people;
  if (!mara) throw new Error('nobody is there');
  const given = { id: 'week.2026-11-16', to: 'mara', workflows: ['refunds'], again: false };
  await expect(sendReport(world, pool, mara, given)).rejects.toThrow(/Not known whether/);
  expect(await sendReport(world, pool, mara, { ...given, again: true })).toEqual({
    says: 'The mail server took it for Mara Holm.',
  });
  const ids = box.taken.map(({ text }) => /Message-ID: (\S+)/i.exec(text)?.[1]);
  const intended = (await world.log.read(WEEK)).filter(({ kind }) => kind === 'report.intended');
  expect(new Set(intended.map(({ body }) => `<${String(body['message_id'])}>`))).toEqual(new Set(ids));
});

test('an address that is refused for good is given up at once, and told', async () => {
  const world = processOf(workspaceOf(WEEKLY));
  await look(world);
  now = MONDAY;
  box.manner = 'refuse';
  await look(world);
  now = new Date(MONDAY.getTime() + 3_600_000);
  await look(world);
  expect(await kindsOf(world)).toEqual(['report.intended', 'report.failed']);
  const { rows } = await pool.query<{ says: string }>('select says from notices');
  expect(rows[0]?.says).toMatch(
    /^The report could not be mailed to Mara Holm, and is not tried any more: .*no such mailbox/,
  );
});

test('a process that died while it sent leaves a mail that nobody knows of', async () => {
  const world = processOf(workspaceOf(WEEKLY));
  await look(world);
  now = MONDAY;
  const body = {
    mail: 'mara:refunds',
    to: 'mara',
    message_id: 'x@acme.test',
    workflows: ['refunds'],
    how: 'schedule',
  };
  const entry = { kind: 'report.intended', kindVersion: 1, at: now, actor: { type: 'remit' as const }, body };
  await world.log.append({ stream: WEEK, expected: 0, entries: [entry] });
  await look(world);
  expect(await kindsOf(world)).toEqual(['report.intended']);
  now = new Date(MONDAY.getTime() + 11 * 60_000);
  await look(world);
  expect(await kindsOf(world)).toEqual(['report.intended', 'report.unknown']);
  expect(box.received).toBe(0);
});

test('notices of reports are made again from the log', async () => {
  const workspace = workspaceOf(WEEKLY);
  const world = processOf(workspace);
  await look(world);
  now = MONDAY;
  box.manner = 'refuse';
  await look(world);
  const entries: Entry[] = await world.log.read(WEEK);
  const { rows } = await pool.query<{ id: string; says: string }>('select id, says from notices');
  const made = remake(workspace, WEEK, entries)?.notices?.map(({ id, says }) => ({ id, says }));
  expect(made).toEqual(rows);
});

test('without mail settings, or without a password in the environment, nothing is sent and the page says why', async () => {
  const without = processOf(workspaceOf(WEEKLY, ''));
  await look(without);
  now = MONDAY;
  expect(await look(without)).toBe(0);
  expect((await listReports(without, pool, 'week')).mail).toEqual({
    configured: false,
    says: 'Reports are pages and PDFs only: remit.yaml says nothing of mail.',
  });
  const mail =
    'mail: {server: "mail.acme.test", from: remit@acme.test, user: remit, password: "${ACME_SMTP}"}';
  const unset = processOf(workspaceOf(WEEKLY, mail));
  expect(await look(unset)).toBe(0);
  expect((await listReports(unset, pool, 'week')).mail.says).toBe(
    'Reports are pages and PDFs only: mail needs ACME_SMTP, which is not set in the environment.',
  );
});
