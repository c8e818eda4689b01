import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { HttpFile, HttpRoute, ReadOffer, WriteOffer } from '../../workspace/systems/schema.ts';
import type { Probed, System } from '../schema.ts';
import { toReadAnswer } from './read.ts';
import { compileRoute, type CompiledRoute } from './request.ts';
import { openLine, type Line, type Sent } from './send.ts';
import { toWriteAnswer } from './write.ts';

type Offer = ReadOffer<HttpRoute> | WriteOffer<HttpRoute>;

/** An outside system that is spoken to over HTTP and JSON, as its file in the workspace describes it. */
export class HttpSystem implements System {
  readonly name: string;
  readonly #file: HttpFile;
  readonly #line: Line;
  readonly #headers: Record<string, string>;
  readonly #routes = new Map<Offer, CompiledRoute>();

  constructor(file: HttpFile) {
    const address = new URL(file.address);
    this.name = file.name;
    this.#file = file;
    this.#line = openLine(address, file.limits.inFlight);
    this.#headers = {
      accept: 'application/json',
      'user-agent': 'remit',
      host: address.host,
      ...file.headers,
    };
    if (address.username !== '') this.#headers['authorization'] ??= basic(address);
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
    const answer = toReadAnswer(await this.#send(offer, built, this.#headers, signal), offer.gives);
    return answer.ok ? answer : { ...answer, says: this.#says(answer.says) };
  }

  /** Sends once, whatever comes of it. `key` goes along where the write takes one. */
  async write(
    name: string,
    args: Record<string, unknown>,
    { key, signal }: { key: string; signal: AbortSignal },
  ): Promise<WriteAnswer> {
    const offer = this.#offer(this.#file.writes, name);
    const built = this.#route(offer).build(args);
    if (!built.ok) return { ok: false, why: 'rejected', says: `${offer.label} ${built.says}` };
    const headers = { ...this.#headers };
    if (offer.via.idempotencyHeader !== undefined) headers[offer.via.idempotencyHeader] = key;
    const answer = toWriteAnswer(await this.#send(offer, built, headers, signal), offer.gives);
    return answer.ok ? answer : { ...answer, says: this.#says(answer.says) };
  }

  /** Only a `confirm` read tells what became of a key over HTTP, and that is asked like any other. */
  confirm(): Promise<ConfirmAnswer> {
    return Promise.resolve({ known: false, says: this.#says('cannot be asked what became of it') });
  }

  /** Asks for the address itself: any answer shows that it is there, but one that turns our sign-in away. */
  async probe({ signal }: { signal: AbortSignal }): Promise<Probed> {
    const { timeoutMs } = this.#file.limits;
    const path = new URL(this.#file.address).pathname;
    const request = { method: 'GET', path, headers: this.#headers, body: undefined, timeoutMs, signal };
    const sent = await this.#line.send(request);
    const file = `systems/${this.name}.yaml`;
    if (!sent.ok)
      return { ok: false, says: `${this.#says(sent.says)}.`, todo: `look at the address in ${file}` };
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
  }

  async #send(
    offer: Offer,
    { path, body }: { path: string; body: string | undefined },
    base: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Sent> {
    const { timeoutMs } = this.#file.limits;
    const headers =
      body === undefined
        ? base
        : { ...base, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
    return this.#line.send({ method: offer.via.method, path, headers, body, timeoutMs, signal });
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
    return `${this.#file.label} ${text}`;
  }
}

function basic({ username, password }: URL): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
