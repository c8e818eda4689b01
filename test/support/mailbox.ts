import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter as the mail server took it. */
export interface Taken {
  to: string[];
  subject: string;
  text: string;
}

/** How the server behaves: `hang_up` takes the whole letter and ends the connection without a word. */
export type Manner = 'take' | 'busy' | 'refuse' | 'hang_up' | 'full';

export interface Mailbox {
  port: number;
  taken: Taken[];
  /** Letters of which all was received, taken or not. */
  received: number;
  manner: Manner;
  users: { user: string; password: string }[];
  close(): Promise<void>;
}

/** A real mail server on this machine, which keeps what it takes. */
export async function openMailbox(): Promise<Mailbox> {
  const box: Mailbox = {
    port: 0,
    taken: [],
    received: 0,
    manner: 'take',
    users: [],
    close: async () => undefined,
  };
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _, done) {
      const isKnown = box.users.some((one) => one.user === username && one.password === password);
      if (isKnown) done(null, { user: username });
      else done(new Error('wrong name or password'));
    },
    onRcptTo(_, __, done) {
      if (box.manner === 'refuse') return done(coded(550, 'no such mailbox'));
      if (box.manner === 'busy') return done(coded(451, 'come back later'));
      return done();
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        box.received += 1;
        if (box.manner === 'full') return done(coded(552, 'the mailbox is full'));
        if (box.manner === 'hang_up') return hangUp(server);
        const text = Buffer.concat(chunks).toString('utf8');
        box.taken.push({
          to: envelope.rcptTo.map(({ address }) => address),
          subject: subjectOf(text),
          text,
        });
        return done(null, 'taken as 1');
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  box.port = (server.server.address() as AddressInfo).port;
  box.close = () => new Promise((closed) => server.close(() => closed()));
  return box;
}

/** The subject of a letter, with words in other letters than ASCII decoded (RFC 2047). */
function subjectOf(text: string): string {
  const [head = ''] = text.split('\r\n\r\n');
  const raw = /^Subject: (.*)$/m.exec(head.replaceAll(/\r\n[ \t]/g, ' '))?.[1] ?? '';
  return raw
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(coded, 'base64').toString('utf8') : quoted(coded),
    )
    .trim();
}

function quoted(text: string): string {
  const bytes = text
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function coded(responseCode: number, says: string): Error {
  return Object.assign(new Error(says), { responseCode });
}

function hangUp(server: SMTPServer): void {
  const { connections } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
  for (const { _socket } of connections) _socket.destroy();
}
