import { ROUTES, type Operations } from './operations.ts';
import { RemitError } from './error.ts';
import { Sender, type SenderOptions } from './send.ts';

export type { Operations, Problem } from './operations.ts';
export { RemitError } from './error.ts';

type Name = keyof Operations;
export type Proposal = Operations['proposal']['answer'];
export type Proposing = Operations['propose']['body'];
export type Offer = Operations['offer']['answer'];

/** Operations that answer in pages. */
type Paged = { [K in Name]: 'next' extends keyof Operations[K]['answer'] ? K : never }[Name];

export interface Given<K extends Name> {
  /** What stands for `:id` in the path. */
  id?: string;
  query?: Operations[K]['query'];
  body?: Operations[K]['body'];
  /** Names what is done, so that it is done once. Made up where nothing is given, and kept over retries. */
  key?: string;
  signal?: AbortSignal;
}

export interface Waiting {
  /** How long to wait in all; until it is over where nothing is said. */
  seconds?: number;
  /** How long one call waits, at most 25. */
  pollSeconds?: number;
  signal?: AbortSignal;
}

const POLL_S = 25;

/**
 * A program's way to Remit.
 *
 *     const remit = new Remit({ url: 'http://localhost:4700', token: process.env.REMIT_TOKEN });
 *     const { status, says } = await remit.propose('returns', { actions: [{ write: 'shop.refund', args }] });
 */
export class Remit {
  private readonly sender: Sender;

  constructor(options: SenderOptions) {
    this.sender = new Sender(options);
  }

  /** Calls one operation of the contract. Throws a `RemitError` where the server says no. */
  async call<K extends Name>(name: K, given: Given<K> = {}): Promise<Operations[K]['answer']> {
    const [method, path] = ROUTES[name];
    const { id, query, body, key, signal } = given;
    if (path.includes(':id') && (id === undefined || id === ''))
      throw new RemitError(0, { code: 'invalid', detail: `${name} needs an id.`, path: 'id' });
    const address = path.replace(':id', encodeURIComponent(id ?? '')) + queryOf(query);
    const answer = await this.sender.send({ method, address, body, key, signal });
    return answer as Operations[K]['answer'];
  }

  /** What this program's agent may propose in a workflow. */
  offer(workflow: string): Promise<Offer> {
    return this.call('offer', { id: workflow });
  }

  /** Proposes; what the boundary allows is done when this returns. The same key is the same proposal. */
  propose(
    workflow: string,
    body: Proposing,
    more: { key?: string; signal?: AbortSignal } = {},
  ): Promise<Proposal> {
    return this.call('propose', { id: workflow, body, ...more });
  }

  /** How a proposal stands now. */
  status(handle: string): Promise<Proposal> {
    return this.call('proposal', { id: handle });
  }

  /** Waits until a proposal is over, or the time is: then its status is still `waiting`. */
  async wait(
    handle: string,
    { seconds = Infinity, pollSeconds = POLL_S, signal }: Waiting = {},
  ): Promise<Proposal> {
    const until = performance.now() + seconds * 1_000;
    for (;;) {
      const left = Math.max(0, (until - performance.now()) / 1_000);
      const query = { wait_s: Math.min(pollSeconds, POLL_S, left) };
      const proposal = await this.call('proposal', { id: handle, query, ...(signal ? { signal } : {}) });
      if (proposal.status !== 'waiting' || left === 0) return proposal;
    }
  }

  /** Proposes, and waits until it is over. */
  async proposeAndWait(
    workflow: string,
    body: Proposing,
    { key, ...waiting }: Waiting & { key?: string } = {},
  ): Promise<Proposal> {
    const { signal } = waiting;
    const first = await this.propose(workflow, body, {
      ...(key ? { key } : {}),
      ...(signal ? { signal } : {}),
    });
    return first.status === 'waiting' ? this.wait(first.handle, waiting) : first;
  }

  /** Takes a proposal back; `cancelled` says whether it was in time. */
  cancel(handle: string): Promise<Operations['cancel_proposal']['answer']> {
    return this.call('cancel_proposal', { id: handle });
  }

  /** Reads a list to its end, page by page. */
  async *pages<K extends Paged>(name: K, given: Given<K> = {}): AsyncGenerator<Operations[K]['answer']> {
    let cursor: string | undefined;
    do {
      const query = { ...given.query, ...(cursor === undefined ? {} : { cursor }) } as Operations[K]['query'];
      const page = await this.call(name, { ...given, query });
      yield page;
      cursor = (page as { next?: string | null }).next ?? undefined;
    } while (cursor !== undefined);
  }
}

function queryOf(query: object | undefined): string {
  const set = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  if (set.length === 0) return '';
  return `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()}`;
}
