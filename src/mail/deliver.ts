import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

const CONNECT_MS = 20_000;
const GREETING_MS = 20_000;
/** A server that says nothing for so long is taken to be gone. */
export const SILENCE_MS = 60_000;
/** A letter may take so long from the first word to the last. */
export const DELIVERY_MS = 120_000;
const SAID_CHARS_MAX = 200;

/** A mail server that takes letters, and whom it knows us as. */
export interface SmtpLogin {
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  auth: { user: string; password: string } | null;
}

/** A letter, as it goes over the wire. */
export interface Letter {
  from: string;
  to: string | string[];
  message: Buffer;
}

/** What became of it. `isFinal`: the server will not take it, however often it is tried. */
export type Delivered =
  | { state: 'sent'; response: string; refused: string[] }
  | { state: 'failed'; says: string; isFinal: boolean }
  | { state: 'unknown'; says: string };

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/**
 * Hands one letter to the mail server. Where the server says yes or no, that is what became of it; where the connection
 * broke before it was given any of the letter, it has surely not taken it; where it broke after that, nobody knows.
 */
export async function deliver(
  settings: SmtpLogin,
  letter: Letter,
  silenceMs = SILENCE_MS,
): Promise<Delivered> {
  const { host, port, security, auth } = settings;
  const connection = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: CONNECT_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: silenceMs,
  });
  const message = new Handed(letter.message);
  try {
    connection.on('error', () => undefined);
    await step(connection, (done) => connection.connect((error) => done(error)));
    if (auth)
      await step(connection, (done) =>
        connection.login({ credentials: { user: auth.user, pass: auth.password } }, (error) => done(error)),
      );
    const taken = await step<{ response: string; refused: string[] }>(connection, (done) =>
      connection.send({ from: letter.from, to: [letter.to].flat() }, message, (error, info) =>
        done(error, { response: info?.response ?? '', refused: info?.rejected ?? [] }),
      ),
    );
    return { state: 'sent', response: said(taken.response), refused: taken.refused };
  } catch (error) {
    return becameOf(error as SmtpError, message.wasHanded);
  } finally {
    connection.close();
  }
}

const PERMANENT_FROM = 500;

function becameOf(error: SmtpError, wasHanded: boolean): Delivered {
  const { responseCode, message } = error;
  if (responseCode !== undefined && responseCode > 0) {
    // A server that refuses who signs in may let them in once the password is put right.
    const isFinal = responseCode >= PERMANENT_FROM && error.code !== 'EAUTH';
    return { state: 'failed', says: said(message), isFinal };
  }
  if (!wasHanded) return { state: 'failed', says: said(message), isFinal: false };
  return { state: 'unknown', says: said(message) };
}

function said(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, SAID_CHARS_MAX);
}

/** The text of a letter that notices when the first of it is given away. */
class Handed extends Readable {
  wasHanded = false;

  constructor(private readonly message: Buffer) {
    super();
  }

  override _read(): void {
    this.wasHanded = true;
    this.push(this.message);
    this.push(null);
  }
}

/** One step of the talk. An error of the connection ends it, and so does a talk without end. */
function step<T = void>(
  connection: SMTPConnection,
  run: (done: (error: Error | null | undefined, value?: T) => void) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The mail server took too long.')), DELIVERY_MS);
    const settle = (error: Error | null | undefined, value?: T) => {
      clearTimeout(timer);
      connection.off('error', fail);
      if (error) reject(error);
      else resolve(value as T);
    };
    const fail = (error: Error) => settle(error);
    connection.once('error', fail);
    run(settle);
  });
}
