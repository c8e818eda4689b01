import type { ImapFlow, MailboxObject } from 'imapflow';
import type { MailServer } from './schema.ts';

const CONNECT_MS = 15_000;
const GREETING_MS = 10_000;
/** A server that says nothing for so long is taken to be gone; it hears from us more often while we wait for mail. */
const SILENCE_MS = 5 * 60_000;
/** A line with nothing to do listens for mail after so long, and asks anew after so long, for lines fall asleep. */
const IDLE_AFTER_MS = 200;
const IDLE_MS = 4 * 60_000;
/** The most of one answer that is taken in: a mail with its attachments, and then some. */
const LITERAL_BYTES_MAX = 60_000_000;

export interface ImapLogin extends MailServer {
  password: string | null;
}

/** A connection that is signed in. Throws where it cannot be reached or does not let us in; see `sayMailFault`. */
export async function openImap(
  login: ImapLogin,
  { signal, idles = false }: { signal?: AbortSignal; idles?: boolean } = {},
): Promise<ImapFlow> {
  const { ImapFlow: Client } = await import('imapflow');
  const { host, port, security, user, password } = login;
  const client = new Client({
    host,
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'tls' ? undefined : security === 'starttls',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    logger: false,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: LITERAL_BYTES_MAX,
    maxResponseSize: LITERAL_BYTES_MAX * 2,
    disableAutoIdle: !idles,
    autoIdleDelay: IDLE_AFTER_MS,
    maxIdleTime: IDLE_MS,
    clientInfo: { name: 'remit' },
  });
  // What is under way is told by its own promise; an error with nobody listening would end the process.
  client.on('error', () => undefined);
  const stop = () => client.close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    signal?.throwIfAborted();
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** Runs something in one folder, which nobody else on this connection changes meanwhile. */
export async function inFolder<T>(
  client: ImapFlow,
  folder: string,
  run: (box: MailboxObject) => Promise<T>,
  readOnly = true,
): Promise<T> {
  const isOpen = client.mailbox && client.mailbox.path === folder;
  const lock = await client.getMailboxLock(folder, { readOnly });
  try {
    // A folder that was open already is as it was when it was last heard of.
    if (isOpen) await client.noop();
    if (!client.mailbox) throw new Error(`the folder ${folder} was closed`);
    return await run(client.mailbox);
  } finally {
    lock.release();
  }
}

interface Fault extends Error {
  code?: string;
  authenticationFailed?: boolean;
  responseText?: string;
  serverResponseCode?: string;
}

const IN_WORDS: Record<string, string> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has an address that does not exist',
  EAI_AGAIN: 'has an address that cannot be looked up just now',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  ETIMEDOUT: 'cannot be reached',
  CONNECT_TIMEOUT: 'cannot be reached',
  GREETING_TIMEOUT: 'does not greet',
  UPGRADE_TIMEOUT: 'does not agree on encryption',
  NoConnection: 'cut the connection',
  EConnectionClosed: 'cut the connection',
};
const SAID_CHARS_MAX = 200;

/** What went wrong with a mail server, in words that follow its name. `isFinal`: trying again changes nothing. */
export function sayMailFault(error: unknown): { says: string; isFinal: boolean } {
  const fault = error as Fault;
  const said = (fault.responseText ?? '').replaceAll(/\s+/g, ' ').slice(0, SAID_CHARS_MAX);
  if (fault.authenticationFailed === true)
    return { says: `does not let us in${said === '' ? '' : `: ${said}`}`, isFinal: true };
  const words = IN_WORDS[fault.code ?? ''];
  if (words !== undefined) return { says: words, isFinal: false };
  if (said !== '')
    return {
      says: `refused: ${said}`,
      isFinal: /NONEXISTENT|NOPERM|CANNOT/.test(fault.serverResponseCode ?? ''),
    };
  return {
    says: `cannot be talked to (${fault.code ?? fault.message})`.slice(0, SAID_CHARS_MAX),
    isFinal: false,
  };
}
