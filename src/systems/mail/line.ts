import type { ImapFlow } from 'imapflow';
import { openImap, type ImapLogin } from '../../mail/imap.ts';

/** A connection that nobody used for so long is closed: mailboxes allow only a few. */
const IDLE_MS = 20_000;

/** One connection to a mailbox, opened when it is needed and kept for a moment. */
export class ImapLine {
  #opening: Promise<ImapFlow> | null = null;
  #users = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly login: ImapLogin) {}

  /** Runs something on the connection. A call that is stopped closes it: what the server is still saying is not for the next. */
  async use<T>(signal: AbortSignal, run: (client: ImapFlow) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    this.#users += 1;
    if (this.#timer) clearTimeout(this.#timer);
    const stop = () => this.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await run(await this.#open(signal));
    } finally {
      signal.removeEventListener('abort', stop);
      this.#users -= 1;
      if (this.#users === 0) this.#rest();
    }
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    const opening = this.#opening;
    this.#opening = null;
    opening?.then((client) => client.close()).catch(() => undefined);
  }

  #rest(): void {
    this.#timer = setTimeout(() => {
      const opening = this.#opening;
      this.#opening = null;
      opening?.then((client) => client.logout()).catch(() => undefined);
    }, IDLE_MS);
    this.#timer.unref();
  }

  async #open(signal: AbortSignal): Promise<ImapFlow> {
    signal.throwIfAborted();
    const opening = (this.#opening ??= openImap(this.login, { signal }));
    const client = await opening.catch(() => null);
    if (client?.usable === true) return client;
    if (this.#opening === opening) this.#opening = null;
    // It could not be opened: that is told. One that was open and is not any more is opened anew.
    return client ? this.#open(signal) : opening;
  }
}
