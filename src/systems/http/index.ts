import type { ConfirmAnswer, WriteAnswer, Writer } from '../../flow/action/schema.ts';
import type { ReadAnswer, Reader } from '../../flow/context/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { HttpFile, HttpRoute, ReadOffer, WriteOffer } from '../../workspace/systems/schema.ts';
import { coerce } from '../../workspace/values.ts';
import { InFlight } from './in_flight.ts';
import { readWithRetries } from './read.ts';
import { compileRoute, type CompiledRoute } from './request.ts';
import { openLine, type Line, type Sent } from './send.ts';
import { toWriteAnswer } from './write.ts';

type Offer = ReadOffer | WriteOffer;

/** Shorter values stand in too many words to be cut out of what a system says. */
const SECRET_CHARS_MIN = 6;

/** An outside system that is spoken to over HTTP and JSON, as its file in the workspace describes it. */
export class HttpSystem implements Reader, Writer {
  readonly name: string;
  readonly #file: HttpFile;
  readonly #line: Line;
  readonly #inFlight: InFlight;
  readonly #headers: Record<string, string>;
  readonly #secrets: string[];
  readonly #routes = new Map<Offer, CompiledRoute>();

  constructor(file: HttpFile) {
    const address = new URL(file.address);
    this.name = file.name;
    this.#file = file;
    this.#line = openLine(address, file.limits.inFlight);
    this.#inFlight = new InFlight(file.limits.inFlight);
    this.#headers = {
      accept: 'application/json',
      'user-agent': 'remit',
      host: address.host,
      ...file.headers,
    };
    if (address.username !== '') this.#headers['authorization'] ??= basic(address);
    this.#secrets = Object.values(file.headers).flatMap((value) => [value, ...value.split(/\s+/)]);
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
    const send = (): Promise<Sent> => this.#send(offer, built, this.#headers, signal);
    const answer = await readWithRetries(send, offer.gives, this.#file.limits.retries, signal);
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

  /** `args` are those of the write's `confirm` read, filled in. Found means done, not found means not done. */
  async confirm(
    name: string,
    args: Record<string, unknown>,
    { signal }: { key: string; signal: AbortSignal },
  ): Promise<ConfirmAnswer> {
    const offer = this.#offer(this.#file.writes, name);
    if (!offer.confirm)
      return { known: false, says: `${this.#file.label} cannot be asked what became of it` };
    const answer = await this.read(offer.confirm.read, args, { signal });
    if (!answer.ok)
      return answer.why === 'not_found' ? { known: true, done: false } : { known: false, says: answer.says };
    const result = offer.gives && coerce(offer.gives, answer.value);
    return result?.ok ? { known: true, done: true, result: result.value } : { known: true, done: true };
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
    if (!(await this.#inFlight.enter(signal, timeoutMs))) {
      return {
        ok: false,
        why: 'not_sent',
        says: signal.aborted ? 'was stopped before it was sent' : 'has too much under way',
      };
    }
    try {
      const headers =
        body === undefined
          ? base
          : {
              ...base,
              'content-type': 'application/json',
              'content-length': String(Buffer.byteLength(body)),
            };
      return await this.#line.send({ method: offer.via.method, path, headers, body, timeoutMs, signal });
    } finally {
      this.#inFlight.leave();
    }
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

  /** The sentence about the system, with everything cut out that we sent it in confidence. */
  #says(text: string): string {
    let says = `${this.#file.label} ${text}`;
    for (const secret of this.#secrets) {
      if (secret.length >= SECRET_CHARS_MIN) says = says.replaceAll(secret, '…');
    }
    return says;
  }
}

function basic({ username, password }: URL): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
