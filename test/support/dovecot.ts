import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inFolder, openImap } from '../../src/mail/imap.ts';

const PROGRAM = '/usr/sbin/dovecot';
const PASSWORD = 'secret';
const START_MS = 20_000;
const LOOK_MS = 20;

/** A real mail server on this machine; every user that is asked for has a mailbox of their own. */
export interface Dovecot {
  port: number;
  mailbox(user: string): Promise<TestMailbox>;
  close(): Promise<void>;
}

/** The mailbox of one user, by a connection of the test's own. */
export interface TestMailbox {
  user: string;
  password: string;
  /** Puts a mail into a folder, as a delivery would. */
  deliver(raw: string, folder?: string): Promise<void>;
  /** The raw mails of a folder, the oldest first. */
  mails(folder: string): Promise<string[]>;
  close(): void;
}

/** Whether Debian's Dovecot is installed; where it is not, what needs it is left out and says so in one line. */
export function hasDovecot(): boolean {
  const isThere = existsSync(PROGRAM);
  const why = 'Left out: tests of a mailbox, for Dovecot is not installed (apt-get install dovecot-imapd).';
  if (!isThere) process.stderr.write(`${why}\n`);
  return isThere;
}

/** Starts it in a folder of its own, and waits until it lets us in. */
export async function openDovecot(): Promise<Dovecot> {
  const home = mkdtempSync(join(tmpdir(), 'remit-dovecot-'));
  const port = await freePort();
  writeConfig(home, port);
  const server = spawn(PROGRAM, ['-F', '-c', join(home, 'dovecot.conf')], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  await answers(port);
  return {
    port,
    mailbox: (user) => openMailboxOf(port, user),
    async close() {
      server.kill();
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function openMailboxOf(port: number, user: string): Promise<TestMailbox> {
  const login = { host: '127.0.0.1', port, security: 'none' as const, user, password: PASSWORD };
  const client = await openImap(login);
  return {
    user,
    password: PASSWORD,
    deliver: async (raw, folder = 'INBOX') =>
      void (await client.append(folder, raw.replaceAll(/\r?\n/g, '\r\n'))),
    mails: (folder) =>
      inFolder(client, folder, async ({ exists }) => {
        const all = exists === 0 ? [] : await client.fetchAll('1:*', { source: true });
        return all.map(({ source }) => source?.toString() ?? '');
      }),
    close: () => client.close(),
  };
}

/** It refuses to run mailboxes as root: there, the user of Debian that owns mail does it. */
function writeConfig(home: string, port: number): void {
  const isRoot = userInfo().uid === 0;
  const who = isRoot ? 'mail' : userInfo().username;
  mkdirSync(join(home, 'mail'));
  mkdirSync(join(home, 'run'));
  const group = isRoot ? 'mail' : execFileSync('id', ['-gn']).toString().trim();
  writeFileSync(
    join(home, 'dovecot.conf'),
    configOf(home, port, { who, group, stranger: isRoot ? 'nobody' : who }),
  );
  if (isRoot) execFileSync('chown', ['-R', 'mail:mail', join(home, 'mail')]);
  if (isRoot) execFileSync('chmod', ['755', home]);
}

const configOf = (
  home: string,
  port: number,
  { who, group, stranger }: { who: string; group: string; stranger: string },
) => `base_dir = ${home}/run
state_dir = ${home}/run
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${home}/mail/%u
default_internal_user = ${who}
default_internal_group = ${group}
default_login_user = ${stranger}
mail_uid = ${who}
mail_gid = ${group}
first_valid_uid = 1
mail_max_userip_connections = 50
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${who} gid=${group} home=${home}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Drafts {
    special_use = \\Drafts
    auto = create
  }
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function answers(port: number): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    const isUp = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1');
      socket
        .once('data', () => done(true))
        .once('error', () => done(false))
        .once('close', () => done(false));
      socket.once('data', () => socket.destroy());
    });
    if (isUp) return;
    await wait(LOOK_MS);
  }
  throw new Error(`Dovecot did not answer within ${START_MS} ms`);
}
