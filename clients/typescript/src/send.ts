import { RemitError } from './error.ts';
import type { Problem } from './operations.ts';

export interface SenderOptions {
  /** `http://localhost:4700`, or the public address. */
  url: string;
  /** A token of Remit or an access token, or where to get one: it is asked for before each call. */
  token?: string | (() => string | Promise<string>) | undefined;
  /** Who acts, on Remit's own machine and without a token. */
  person?: string | undefined;
  /** Tries in all, where an answer is lost or the server is busy. */
  tries?: number;
  /** The first pause between two tries in milliseconds; each further one is up to twice as long. */
  pauseMs?: number;
  /** One try takes at most so long, in milliseconds; a call that waits takes up to 25 seconds by itself. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

export interface Sending {
  method: 'GET' | 'POST';
  address: string;
  body?: unknown;
  key?: string | undefined;
  signal?: AbortSignal | undefined;
}

const TRIES = 4;
const PAUSE_MS = 250;
const PAUSE_MS_MAX = 30_000;
const TIMEOUT_MS = 60_000;
/** Too many requests, and what proxies and servers say that are about to be back. */
const BUSY = [429, 502, 503, 504];

/** Sends a request until it is answered. Whatever changes something has a key, so that no try does it again. */
export class Sender {
  private readonly options: SenderOptions;

  constructor(options: SenderOptions) {
    this.options = { ...options, url: options.url.replace(/\/+$/, '') };
  }

  /** The answer's JSON. Throws a `RemitError`, or what the signal was aborted with. */
  async send(sending: Sending): Promise<unknown> {
    const { tries = TRIES } = this.options;
    const key = sending.key ?? crypto.randomUUID();
    for (let tried = 1; ; tried++) {
      const outcome = await this.once({ ...sending, key });
      if (outcome.ok) return outcome.answer;
      if (!outcome.again || tried >= tries) throw outcome.error;
      await pause(this.pauseAfter(tried, outcome.afterMs), sending.signal);
    }
  }

  private async once({ method, address, body, key, signal }: Sending & { key: string }): Promise<Outcome> {
    signal?.throwIfAborted();
    const { url, fetch: get = fetch, timeoutMs = TIMEOUT_MS } = this.options;
    const headers = await this.headers(method, key);
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await get(url + address, {
        method,
        headers,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
      });
      const text = await answer.text();
      if (answer.ok) return { ok: true, answer: JSON.parse(text) as unknown };
      const error = new RemitError(answer.status, problemIn(text));
      return { ok: false, error, again: BUSY.includes(answer.status), afterMs: askedFor(answer) };
    } catch (cause) {
      signal?.throwIfAborted();
      const error = new RemitError(
        0,
        { code: 'unreachable', detail: `Remit cannot be reached at ${url}.` },
        cause,
      );
      return { ok: false, error, again: true, afterMs: 0 };
    }
  }

  private async headers(method: string, key: string): Promise<Record<string, string>> {
    const { token, person } = this.options;
    const text = typeof token === 'function' ? await token() : token;
    return {
      accept: 'application/json',
      ...(text === undefined ? {} : { authorization: `Bearer ${text}` }),
      ...(person === undefined ? {} : { 'x-remit-person': person }),
      ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': key } : {}),
    };
  }

  private pauseAfter(tried: number, askedMs: number): number {
    const { pauseMs = PAUSE_MS } = this.options;
    // Half of it by chance, so that many who lost the same server do not come back at once.
    const own = pauseMs * 2 ** (tried - 1) * (0.5 + Math.random() / 2);
    return Math.min(PAUSE_MS_MAX, Math.max(own, askedMs));
  }
}

type Outcome =
  { ok: true; answer: unknown } | { ok: false; error: RemitError; again: boolean; afterMs: number };

function askedFor(answer: Response): number {
  const seconds = Number(answer.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}

function problemIn(text: string): Partial<Problem> {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? said : {};
  } catch {
    return {};
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const away = () => {
      clearTimeout(timer);
      fail(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', away);
      done();
    }, ms);
    signal?.addEventListener('abort', away, { once: true });
  });
}
