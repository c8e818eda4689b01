import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import { traceHeaders } from '../../runtime/telemetry/spans.ts';
import type { HttpFile, HttpRoute, ReadOffer, WriteOffer } from '../../workspace/systems/schema.ts';
import type { Probed, System } from '../schema.ts';
import { readPages } from './pages.ts';
import { toReadAnswer } from './read.ts';
import { compileRoute, type CompiledRoute, type Request } from './request.ts';
import { openLine, type Line, type Sent } from './send.ts';
import { basic } from './sign_in/basic.ts';
import { measured, withoutSecrets } from '../guarded/measure.ts';
import { openSignIn, type SignIn } from './sign_in/index.ts';
import { toWriteAnswer } from './write.ts';

type Offer = ReadOffer<HttpRoute> | WriteOffer<HttpRoute>;

/** An outside system that is spoken to over HTTP and JSON, as its file in the workspace describes it. */
export class HttpSystem implements System {
  readonly name: string;
  readonly #file: HttpFile;
  readonly #line: Line;
  readonly #address: URL;
  readonly #headers: Record<string, string>;
  readonly #signIn: SignIn;
  readonly #routes = new Map<Offer, CompiledRoute>();

  /** `now` gives milliseconds since 1970. */
  constructor(file: HttpFile, now: () => number = Date.now) {
    const address = new URL(file.address);
    this.name = file.name;
    this.#file = file;
    this.#address = address;
    this.#signIn = openSignIn(file.auth, file.limits.timeoutMs, now);
    this.#line = openLine(address, { connections: file.limits.inFlight, bytesMax: file.limits.answerBytes });
    this.#headers = {
      accept: 'application/json',
      'user-agent': 'remit',
      host: address.host,
      ...file.headers,
    };
    if (address.username !== '')
      this.#headers['authorization'] ??= basic(
        decodeURIComponent(address.username),
        decodeURIComponent(address.password),
      );
    const basePath = address.pathname.replace(/\/+$/, '');
    for (const offer of [...Object.values(file.reads), ...Object.values(file.writes)]) {
      this.#routes.set(offer, compileRoute(basePath, offer.via));
    }
  }

  /** `name` is the read's name, alone (`order`) or whole (`shop.order`). */
  async read(
    name: string,
    args: Record<string, unknown>,
    { signal }: { signal: AbortSignal },
  ): Promise<ReadAnswer> {
    const offer = this.#offer(this.#file.reads, name);
    const built = this.#route(offer).build(args);
    if (!built.ok) return { ok: false, why: 'refused', says: `${offer.label} ${built.says}`, retry: false };
    const { via, gives } = offer;
    const send = (path: string): Promise<Arrived> => this.#send(via.method, { ...built, path }, signal);
    const answer = via.pages
      ? await this.#readPages(via, via.pages, offer, built.path, send)
      : fromRead(await send(built.path), (sent) => toReadAnswer(sent, gives, via));
    return answer.ok
      ? { ...answer, value: this.#clean(answer.value) }
      : { ...answer, says: this.#says(answer.says) };
  }

  /** A sign-in that fails on the way ends the reading, whatever page it was at. */
  async #readPages(
    via: HttpRoute,
    pages: NonNullable<HttpRoute['pages']>,
    { gives }: ReadOffer<HttpRoute>,
    path: string,
    send: (path: string) => Promise<Arrived>,
  ): Promise<ReadAnswer> {
    let turnedAway: ReadAnswer | undefined;
    const sendPage = async (at: string): Promise<Sent> => {
      const arrived = await send(at);
      if (!('signIn' in arrived)) return arrived;
      turnedAway = fromRead(arrived, (sent) => toReadAnswer(sent, gives));
      return { ok: false, why: 'stopped', says: arrived.says };
    };
    const { answerBytes: bytesMax } = this.#file.limits;
    const answer = await readPages(path, sendPage, { via, pages, gives, address: this.#address, bytesMax });
    return turnedAway ?? answer;
  }

  /** Sends once, whatever comes of it. `key` goes along where the write takes one. */
  async write(
    name: string,
    args: Record<string, unknown>,
    { key, signal }: { key: string; signal: AbortSignal },
  ): Promise<WriteAnswer> {
    const offer = this.#offer(this.#file.writes, name);
    const built = this.#route(offer).build(args, key);
    if (!built.ok) return { ok: false, why: 'rejected', says: `${offer.label} ${built.says}` };
    const { via, gives } = offer;
    const answer = fromWrite(await this.#send(via.method, built, signal), (sent) =>
      toWriteAnswer(sent, gives, via),
    );
    return answer.ok
      ? { ...answer, result: this.#clean(answer.result) }
      : { ...answer, says: this.#says(answer.says) };
  }

  /** Only a `confirm` read tells what became of a key over HTTP, and that is asked like any other. */
  confirm(): Promise<ConfirmAnswer> {
    return Promise.resolve({ known: false, says: this.#says('cannot be asked what became of it') });
  }

  /** Asks for the address itself: any answer shows that it is there, but one that turns our sign-in away. */
  async probe({ signal }: { signal: AbortSignal }): Promise<Probed> {
    const path = this.#address.pathname;
    const sent = await this.#send('GET', { path, body: undefined, headers: {} }, signal);
    const file = `systems/${this.name}.yaml`;
    if (!sent.ok)
      return {
        ok: false,
        says: `${this.#says(sent.says)}.`,
        todo: 'signIn' in sent ? `look at auth in ${file}` : `look at the address in ${file}`,
      };
    if (sent.status === 401 || sent.status === 403) {
      const says = `${this.#says(`turns us away (${sent.status})`)}.`;
      return { ok: false, says, todo: `look at what ${file} signs in with` };
    }
    if (sent.status >= 500 || sent.status === 429)
      return { ok: false, says: `${this.#says(`answers, but cannot work (${sent.status})`)}.` };
    return { ok: true, says: `${this.#says(`answers (${sent.status})`)}.` };
  }

  close(): void {
    this.#line.close();
    this.#signIn.close();
  }

  /**
   * Signs and sends once. Where the system does not know our token any more (401, so that surely nothing was done), a
   * new one is fetched and it is sent once again.
   */
  async #send(method: string, request: Request, signal: AbortSignal): Promise<Arrived> {
    const first = await this.#sendSigned(method, request, signal);
    if ('signIn' in first.sent || !first.sent.ok || first.sent.status !== 401) return first.sent;
    if (!this.#signIn.renew(first.signed)) return first.sent;
    return (await this.#sendSigned(method, request, signal)).sent;
  }

  async #sendSigned(
    method: string,
    { path, body, headers: own }: Request,
    signal: AbortSignal,
  ): Promise<{ sent: Arrived; signed: Record<string, string> }> {
    const { timeoutMs } = this.#file.limits;
    const headers = { ...this.#headers, ...traceHeaders(), ...own };
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    const signed = await this.#signIn.sign({ method, host: this.#address.host, path, headers, body }, signal);
    if (!signed.ok) return { sent: { ...signed, signIn: true }, signed: {} };
    Object.assign(headers, signed.headers);
    const sent = await this.#line.send({ method, path, headers, body, timeoutMs, signal });
    return { sent, signed: signed.headers };
  }

  #offer<T extends Offer>(offers: Record<string, T>, name: string): T {
    const own = name.startsWith(`${this.name}.`) ? name.slice(this.name.length + 1) : name;
    const offer = Object.hasOwn(offers, own) ? offers[own] : undefined;
    if (!offer) throw new AppError('not_found', `${this.name} offers no "${own}"`);
    return offer;
  }

  #route(offer: Offer): CompiledRoute {
    const route = this.#routes.get(offer);
    if (!route) throw new AppError('not_found', `${this.name} offers no "${offer.name}"`);
    return route;
  }

  #says(text: string): string {
    return withoutSecrets(`${this.#file.label} ${text}`, this.#secrets());
  }

  #clean(value: unknown): unknown {
    const secrets = this.#secrets();
    return secrets.length === 0 ? value : measured(value, Infinity, secrets)?.value;
  }

  /** What was made of the file's secrets, or fetched with them, stands in no file: only we can cut it out. */
  #secrets(): string[] {
    const [, inAddress] =
      this.#address.username === '' ? [] : (this.#headers['authorization'] ?? '').split(' ');
    return [...this.#signIn.secrets(), ...(inAddress === undefined ? [] : [inAddress])];
  }
}

/** What came of sending; or why nothing was sent, for want of a sign-in. */
type Arrived = Sent | { ok: false; signIn: true; says: string; mayPass: boolean; retryAfterMs?: number };

function fromRead(arrived: Arrived, read: (sent: Sent) => ReadAnswer): ReadAnswer {
  if (!('signIn' in arrived)) return read(arrived);
  const { says, mayPass, retryAfterMs } = arrived;
  return { ok: false, why: mayPass ? 'unreachable' : 'refused', says, retry: mayPass, retryAfterMs };
}

/** Nothing was sent, so surely nothing was done. */
function fromWrite(arrived: Arrived, written: (sent: Sent) => WriteAnswer): WriteAnswer {
  if (!('signIn' in arrived)) return written(arrived);
  const { says, mayPass, retryAfterMs } = arrived;
  return mayPass ? { ok: false, why: 'not_sent', says, retryAfterMs } : { ok: false, why: 'rejected', says };
}
