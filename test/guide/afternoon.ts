import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { emptyDatabase } from '../support/database.ts';
import { openDovecot, type TestMailbox } from '../support/dovecot.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { readGuide } from './gym.ts';

/** What docs/an-afternoon.md lets its reader build: the shop, the database, the mailbox and the workspace. */
export interface Afternoon {
  page: string;
  /** The folder of the workspace, with every file as the page shows it. */
  folder: string;
  env: Record<string, string>;
  shop: { url: string; restart(): Promise<void>; stop(): Promise<void> };
  inbox: TestMailbox;
  sent: Mailbox;
  rows(statement: string): Promise<unknown[]>;
  close(): Promise<void>;
}

const FILE = /^\*\*wool\/(\S+)\*\*\n\n```\w+\n([\s\S]*?)^```/gm;
const HOOK_SECRET = `whsec_${Buffer.from('thirty-two bytes that nobody knows').toString('base64')}`;

export async function openAfternoon(): Promise<Afternoon> {
  const page = await readGuide('an-afternoon.md');
  const folder = await mkdtemp(join(tmpdir(), 'remit-afternoon-'));
  const [shop, books, dovecot, sent] = await Promise.all([
    startShop(page, folder),
    openBooks(page),
    openDovecot(),
    openMailbox(),
  ]);
  const inbox = await dovecot.mailbox('help');
  sent.users.push({ user: 'help', password: inbox.password });
  for (const [, path = '', text = ''] of page.matchAll(FILE)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    // The page's servers are elsewhere and have certificates; these are on this machine.
    await writeFile(join(folder, path), text.replace(/(server: "\$\{\w+\}"),/g, '$1, security: none,'));
  }
  return {
    page,
    folder,
    shop,
    inbox,
    sent,
    env: {
      SHOP_URL: `${shop.url}/v1`,
      SHOP_TOKEN: 'shop-secret',
      ...books.env,
      IMAP_SERVER: `127.0.0.1:${dovecot.port}`,
      SMTP_SERVER: `127.0.0.1:${sent.port}`,
      MAIL_USER: 'help',
      MAIL_PASSWORD: inbox.password,
      CARRIER_WEBHOOK_SECRET: HOOK_SECRET,
    },
    rows: books.rows,
    async close() {
      inbox.close();
      await Promise.all([shop.stop(), books.close(), dovecot.close(), sent.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** The shop of the page in a process of its own. Any port is taken at first, and the same one again after a restart. */
async function startShop(page: string, folder: string): Promise<Afternoon['shop']> {
  const code = /^```js\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
  const file = join(folder, 'shop.mjs');
  const start = async (port: string) => {
    const listening = /\.listen\(4200, '127\.0\.0\.1', .*\);/;
    const anyPort = `.listen(${port}, '127.0.0.1', function () { console.log(this.address().port); });`;
    await writeFile(file, code.replace(listening, anyPort));
    const service = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [taken] = (await once(createInterface(service.stdout), 'line')) as [string];
    return { service, port: taken };
  };
  let running = await start('0');
  const { port } = running;
  const stop = async () => {
    if (running.service.exitCode !== null || running.service.signalCode !== null) return;
    running.service.kill();
    await once(running.service, 'exit');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    stop,
    async restart() {
      await stop();
      running = await start(port);
    },
  };
}

/** The page's own tables. Users of Postgres belong to the whole server, so each test's get names of their own. */
async function openBooks(page: string) {
  const database = await emptyDatabase();
  const { url, pool } = database;
  const own = randomBytes(4).toString('hex');
  const sql = /^```sql\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
  await pool.query(sql.replaceAll(/wool_(?:reader|writer)/g, (user) => `${user}_${own}`));
  const as = (user: string, password: string): string =>
    Object.assign(new URL(url), { username: `${user}_${own}`, password }).href;
  return {
    env: {
      BOOKS_READ_URL: as('wool_reader', 'change-me-reader'),
      BOOKS_WRITE_URL: as('wool_writer', 'change-me-writer'),
    },
    rows: async (statement: string) => (await pool.query<object>(statement)).rows,
    async close() {
      for (const user of ['wool_reader', 'wool_writer'])
        await pool.query(`drop owned by ${user}_${own}; drop role ${user}_${own}`);
      await database.drop();
    },
  };
}
