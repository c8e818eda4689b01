import type { HttpAuth } from '../../../workspace/systems/http_auth.ts';
import { retryAfterMs } from '../answer.ts';
import { openLine, type Line, type Sent } from '../send.ts';
import { basic } from './basic.ts';
import type { Signed, SignIn, ToSign } from './index.ts';

type Oauth = Extract<HttpAuth, { kind: 'oauth2' }>;

/** A token is asked for again this long before it ends, so that none ends on its way. */
const EARLY_MS = 30_000;
/** Where the server does not say how long a token lasts: RFC 6749 leaves it open, and an hour is what most give. */
const LASTS_MS = 3_600_000;
/** A token's answer is small. */
const TOKEN_ANSWER_BYTES = 100_000;

interface Token {
  text: string;
  untilMs: number;
}

/**
 * OAuth 2.0 client credentials (RFC 6749 §4.4): one token for all requests, asked for once by whoever comes first, and
 * again when it ends or when the system does not know it any more.
 */
export class TokenHolder implements SignIn {
  readonly #auth: Oauth;
  readonly #timeoutMs: number;
  readonly #now: () => number;
  readonly #line: Line;
  #token: Token | undefined;
  #asking: Promise<Signed> | undefined;

  constructor(auth: Oauth, timeoutMs: number, now: () => number) {
    this.#auth = auth;
    this.#timeoutMs = timeoutMs;
    this.#now = now;
    this.#line = openLine(new URL(auth.tokenUrl), { connections: 1, bytesMax: TOKEN_ANSWER_BYTES });
  }

  async sign(_: ToSign, signal: AbortSignal): Promise<Signed> {
    if (this.#token && this.#token.untilMs > this.#now()) return signedBy(this.#token);
    // Who waits may stop waiting; the asking itself goes on for the others.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return unlessStopped(this.#asking, signal);
  }

  /** Only the token that was refused is given up: another request may have brought a new one meanwhile. */
  renew(used: Record<string, string>): boolean {
    if (this.#token && signedBy(this.#token).headers['authorization'] === used['authorization'])
      this.#token = undefined;
    return true;
  }

  secrets(): string[] {
    return this.#token ? [this.#token.text] : [];
  }

  close(): void {
    this.#line.close();
  }

  async #ask(): Promise<Signed> {
    const { tokenUrl, clientId, clientSecret, scope, audience, sendIn } = this.#auth;
    const { host, pathname, search } = new URL(tokenUrl);
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (scope !== undefined) form.set('scope', scope);
    if (audience !== undefined) form.set('audience', audience);
    if (sendIn === 'body') {
      form.set('client_id', clientId);
      form.set('client_secret', clientSecret);
    }
    const body = form.toString();
    const sent = await this.#line.send({
      method: 'POST',
      path: pathname + search,
      headers: {
        host,
        accept: 'application/json',
        'user-agent': 'remit',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
        ...(sendIn === 'header' && { authorization: basic(formed(clientId), formed(clientSecret)) }),
      },
      body,
      timeoutMs: this.#timeoutMs,
      signal: NEVER_STOPPED,
    });
    return this.#take(sent);
  }

  #take(sent: Sent): Signed {
    if (!sent.ok)
      return { ok: false, says: `cannot be signed in to: its token server ${sent.says}`, mayPass: true };
    const { status, text, headers } = sent;
    const given = parsed(text);
    if (status < 200 || status >= 300) {
      const mayPass = status >= 500 || status === 429 || status === 408;
      const asked = mayPass ? retryAfterMs(headers, this.#now()) : undefined;
      // RFC 6749 §5.2: a code such as invalid_client. Nothing else of the answer is repeated.
      const code = typeof given['error'] === 'string' ? `: ${given['error'].slice(0, 60)}` : '';
      const says = `cannot be signed in to: its token server refuses us (${status})${code}`;
      return { ok: false, says, mayPass, ...(asked !== undefined && { retryAfterMs: asked }) };
    }
    const { access_token: token, token_type: type, expires_in: lasts } = given;
    const isBearer = type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer');
    if (typeof token !== 'string' || token === '' || !isBearer)
      return {
        ok: false,
        says: 'cannot be signed in to: its token server gives no bearer token',
        mayPass: false,
      };
    const lastsMs = Number.isFinite(Number(lasts)) && Number(lasts) > 0 ? Number(lasts) * 1000 : LASTS_MS;
    this.#token = { text: token, untilMs: this.#now() + Math.max(lastsMs - EARLY_MS, lastsMs / 2) };
    return signedBy(this.#token);
  }
}

const NEVER_STOPPED = new AbortController().signal;

function signedBy({ text }: Token): { ok: true; headers: Record<string, string> } {
  return { ok: true, headers: { authorization: `Bearer ${text}` } };
}

function unlessStopped(asking: Promise<Signed>, signal: AbortSignal): Promise<Signed> {
  return new Promise((resolve, reject) => {
    const stop = (): void =>
      resolve({ ok: false, says: 'was stopped before it was signed in to', mayPass: true });
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void asking.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** RFC 6749 §2.3.1: id and secret are encoded as in a form before they are joined. */
function formed(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

function parsed(text: string): Record<string, unknown> {
  try {
    const json = JSON.parse(text) as unknown;
    return json !== null && typeof json === 'object' ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
