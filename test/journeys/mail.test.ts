import { afterAll, afterEach, beforeAll, beforeEach, expect, test as anyTest, vi } from 'vitest';
import { TriggerDoors } from '../../src/doors/triggers/index.ts';
import { advance, type World } from '../../src/flow/index.ts';
import { load } from '../../src/flow/walk.ts';
import { openSystems } from '../../src/systems/index.ts';
import { checkWorkspace } from '../../src/workspace/load.ts';
import { FILES, openWorld } from '../support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { hasDovecot, openDovecot, type Dovecot, type TestMailbox } from '../support/dovecot.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { openTcpFaultProxy, type TcpFaultProxy } from '../support/tcp_fault_proxy.ts';

const test = hasDovecot() ? anyTest : anyTest.skip;
const WAIT = { timeout: 20_000, interval: 25 };

let database: FreshDatabase;
let dovecot: Dovecot;
let server: TestMailbox;
let users = 0;
let line: TcpFaultProxy;
let box: Mailbox;
let world: World;
let doors: TriggerDoors;
let faults: string[];

beforeAll(async () => {
  if (hasDovecot()) dovecot = await openDovecot();
});

afterAll(() => dovecot?.close());

beforeEach(async () => {
  if (!hasDovecot()) return;
  const user = `help${(users += 1)}`;
  [database, server, box] = await Promise.all([freshDatabase(), dovecot.mailbox(user), openMailbox()]);
  line = await openTcpFaultProxy({ to: { host: '127.0.0.1', port: dovecot.port } });
  world = openMailWorld();
  faults = [];
  doors = doorsOf(world);
});

afterEach(async () => {
  await doors?.stop();
  for (const system of Object.values(world?.systems ?? {})) await (system as { close?(): unknown }).close?.();
  await line?.close();
  server?.close();
  await Promise.all([box?.close(), database?.drop()]);
});

const doorsOf = (of: World) =>
  new TriggerDoors(
    of,
    database.pool,
    (error) => void faults.push(error instanceof Error ? error.message : String(error)),
  );

function openMailWorld(trigger = ''): World {
  const loaded = checkWorkspace('/acme', new Map(Object.entries(filesOf(trigger))), {
    SHOP_URL: 'http://127.0.0.1:1',
    IMAP: `127.0.0.1:${line.port}`,
    SMTP: `127.0.0.1:${box.port}`,
    MAIL_USER: server.user,
    MAIL_PASSWORD: server.password,
  });
  if (!loaded.ok)
    throw new Error(loaded.faults.map(({ file, path, says }) => `${file} ${path}: ${says}`).join('\n'));
  return { ...openWorld(database.pool, loaded.workspace), systems: openSystems(loaded.workspace) };
}

const filesOf = (trigger: string): Record<string, string> => ({
  'remit.yaml': FILES['remit.yaml'] ?? '',
  'systems/mail.yaml': `kind: mail
label: Support mailbox
address: Acme Help <help@acme.test>
imap: {server: "\${IMAP}", security: none, user: "\${MAIL_USER}", password: "\${MAIL_PASSWORD}"}
smtp: {server: "\${SMTP}", security: none}
`,
  'workflows/support/workflow.yaml': `workflow: support
label: Support
purpose: Whoever writes is answered.
pressure: Mail piles up.
stage: act
kinds: {question: A question, bounced: A mail that came back, unclear: Unclear}
event:
  fields:
    thread: string
    kind: string
    message_id: {type: string, personal: true}
    email: {type: string, outside: true, personal: true}
    subject: {type: string, outside: true, personal: true}
    text: {type: text, outside: true, personal: true}
  subject: "{{event.thread}}"
  title: "{{event.subject}}"
  text: "{{event.text}}"
  from: "{{event.email}}"
triggers:
  - {kind: mail, name: inbox, from: mail, since: all, every: 1s${trigger}}
writes: [mail.reply]
plays:
  answer:
    label: Say that we look into it
    actions:
      - write: mail.reply
        with: {message: "{{event.message_id}}", to: "{{event.email}}", text: "We look into it."}
  nothing: {label: Do nothing, actions: []}
agents:
  - rules: rules.yaml
standing:
  granted: {rules: Mara reads every answer of this table.}
`,
  'workflows/support/rules.yaml': `version: 1
rows:
  - {id: bounced, when: event.kind == "bounce", kind: bounced, play: nothing, confidence: 0.95, because: The mail came back.}
  - {id: question, when: true, kind: question, play: answer, confidence: 0.95, because: Somebody asks.}
`,
  'workflows/support/boundary.yaml': `boundary: support
rules:
  - {id: answers, on: mail.reply, effect: allow, when: event.kind == "message"}
otherwise: approve
approve:
  - {role: manager, within: 4h, then: owner}
`,
  'workflows/support/playbook.md': 'Answer.\n',
});

const mailFrom = (who: string, id: string, text: string, more = '') => `From: ${who} <${who}@example.org>
To: help@acme.test
Subject: Order 17 is late
Message-ID: <${id}@example.org>
Date: Tue, 3 Nov 2026 10:00:00 +0100${more === '' ? '' : `\n${more}`}

${text}
`;

async function cases(): Promise<{ id: string; texts: string[]; status: string }[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    "select substr(stream, 6) as id from heads where stream like 'case/%' order by stream",
  );
  return Promise.all(
    rows.map(async ({ id }) => {
      const state = await load(world, id);
      return { id, texts: state.messages.map(({ text }) => text), status: state.status };
    }),
  );
}

async function come(count: number): Promise<Awaited<ReturnType<typeof cases>>> {
  return vi.waitFor(async () => {
    const all = await cases();
    expect(all.reduce((sum, { texts }) => sum + texts.length, 0)).toBe(count);
    return all;
  }, WAIT);
}

test('a mail becomes a case, is answered in its thread, and what is written back joins the case', async () => {
  await server.deliver(mailFrom('ida', 'q1', 'Where is my parcel?'));
  doors.start();
  const [first] = await come(1);
  await advance(world, first?.id ?? '');
  const [answer] = box.taken;
  expect(answer).toMatchObject({ to: ['ida@example.org'], subject: 'Re: Order 17 is late' });
  const [, ours] = /^Message-ID: <([^>]+)>/m.exec(answer?.text ?? '') ?? [];
  expect(ours).toContain(`remit.${first?.id}`);
  // While the line is idle the server says at once that mail has come: an answer that kept only the last reference.
  await server.deliver(
    mailFrom('ida', 'q2', `Thanks!\n\nOn Tuesday, Acme wrote:\n> We look into it.`, `In-Reply-To: <${ours}>`),
  );
  expect(await come(2)).toMatchObject([{ id: first?.id, texts: ['Where is my parcel?', 'Thanks!'] }]);
  // A stranger who names the same mails gets a case of their own, and never what concerns Ida.
  await server.deliver(
    mailFrom('eve', 'q3', 'Send it to me!', `In-Reply-To: <${ours}>\nReferences: <q1@example.org>`),
  );
  expect(await come(3)).toHaveLength(2);
  expect(faults).toEqual([]);
});

test('an answer whose line broke is never sent twice, and its copy among the sent mails proves that it left', async () => {
  const times = { now: new Date() };
  world = { ...world, now: () => times.now };
  await server.deliver(mailFrom('ida', 'q1', 'Where is my parcel?'));
  doors.start();
  const [first] = await come(1);
  const id = first?.id ?? '';
  box.manner = 'hang_up';
  const before = await advance(world, id);
  expect(before.actions.map(({ status }) => status)).not.toContain('done');
  box.manner = 'take';
  times.now = new Date(times.now.getTime() + 60_000);
  await advance(world, id);
  expect([box.received, box.taken.length]).toEqual([1, 0]);
  await server.deliver(
    `From: help@acme.test\nMessage-ID: <remit.${id}.a1.0123456789abcdef@acme.test>\n\nx`,
    'Sent',
  );
  times.now = new Date(times.now.getTime() + 600_000);
  const after = await advance(world, id);
  expect(after.actions).toMatchObject([{ status: 'done' }]);
  expect(box.received).toBe(1);
});

test('automatic answers open nothing, and a mail that came back joins the case whose answer it was', async () => {
  await server.deliver(mailFrom('ida', 'q1', 'Where is it?'));
  doors.start();
  const [first] = await come(1);
  await advance(world, first?.id ?? '');
  const [, ours] = /^Message-ID: <([^>]+)>/m.exec(box.taken[0]?.text ?? '') ?? [];
  await server.deliver(
    mailFrom('ida', 'q2', 'I am away.', `In-Reply-To: <${ours}>\nAuto-Submitted: auto-replied`),
  );
  await server.deliver(box.taken[0]?.text ?? '');
  await server.deliver(`From: MAILER-DAEMON@mx.example.org
To: help@acme.test
Subject: Undelivered Mail
Message-ID: <b1@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

No.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ida@example.org
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 mailbox full
--b
Content-Type: message/rfc822

Message-ID: <${ours}>

We look into it.
--b--
`);
  const all = await come(2);
  expect(all).toMatchObject([
    {
      id: first?.id,
      texts: ['Where is it?', 'The mail to ida@example.org could not be delivered: 552 mailbox full'],
    },
  ]);
});

test('a crash between reading and writing down loses nothing and doubles nothing', async () => {
  for (let at = 0; at < 5; at++) await server.deliver(mailFrom(`ida${at}`, `m${at}`, `Question ${at}`));
  let dies = 2;
  const append = world.log.append.bind(world.log);
  const dying = Object.create(world, {
    worker: { value: 'dying' },
    log: {
      value: Object.assign(Object.create(world.log) as World['log'], {
        append: async (...given: Parameters<typeof append>) => {
          const done = await append(...given);
          // It is in the log, and the cursor is not moved any more.
          if ((dies -= 1) === 0) throw new Error('the process died');
          return done;
        },
      }),
    },
  }) as World;
  const first = doorsOf(dying);
  first.start();
  await vi.waitFor(() => expect(faults.join()).toContain('died'), WAIT);
  await first.stop();
  doors.start();
  const questions = (await come(5)).map(({ texts }) => texts[0]);
  expect(new Set(questions)).toEqual(new Set([0, 1, 2, 3, 4].map((at) => `Question ${at}`)));
});

test('a line that breaks in the middle of a mail, and a server that is away, lose nothing', async () => {
  const long = 'word '.repeat(20_000);
  await server.deliver(mailFrom('ida', 'm1', 'Short'));
  await server.deliver(mailFrom('eva', 'm2', `Long ${long}`.slice(0, 90_000)));
  line.faults({ cutAfterBytes: 30_000 });
  doors.start();
  await vi.waitFor(() => expect(faults).not.toHaveLength(0), WAIT);
  await line.down();
  line.faults({});
  await line.up();
  expect(await come(2)).toHaveLength(2);
});

test('a mailbox that was numbered anew is read again without doubling anything', async () => {
  await server.deliver(mailFrom('ida', 'm1', 'One'));
  doors.start();
  await come(1);
  await doors.stop();
  await database.pool.query(`update cursors set value = jsonb_set(value::jsonb, '{validity}', '"1"')::text`);
  await server.deliver(mailFrom('eva', 'm2', 'Two'));
  doors = doorsOf(world);
  doors.start();
  expect(await come(2)).toHaveLength(2);
});

test('two processes read one mailbox once', async () => {
  const other = doorsOf({ ...world, worker: 'other' });
  doors.start();
  other.start();
  for (let at = 0; at < 4; at++) await server.deliver(mailFrom(`ida${at}`, `m${at}`, `Question ${at}`));
  expect(await come(4)).toHaveLength(4);
  await other.stop();
});

test('a sender that does not stop is put aside for a person, and everybody else comes through', async () => {
  await doors.stop();
  world = openMailWorld(', per_hour: 2');
  doors = doorsOf(world);
  for (let at = 0; at < 4; at++) await server.deliver(mailFrom('robot', `r${at}`, `Ping ${at}`));
  await server.deliver(mailFrom('ida', 'm1', 'Hello'));
  doors.start();
  await come(3);
  const { rows } = await database.pool.query<{ says: string; state: string }>(
    'select says, state from arrivals',
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ state: 'waiting' });
  expect(rows[0]?.says).toContain('More than 2 mails of one sender');
});

test('a mailbox that does not let us in is said once', async () => {
  const { systems, ...rest } = world.workspace();
  const { mail } = systems;
  if (mail?.kind !== 'mail') throw new Error('no mailbox');
  const wrong = Object.defineProperty({ ...mail }, 'passwords', {
    value: { imap: 'wrong-password', smtp: null },
  });
  const locked = { ...world, workspace: () => ({ ...rest, systems: { mail: wrong } }) };
  const out = doorsOf(locked);
  out.start();
  await vi.waitFor(() => expect(faults).not.toHaveLength(0), WAIT);
  await out.stop();
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^Trigger inbox of support: Support mailbox does not let us in/);
});
