import type { Pool } from 'pg';
import { intake, load, type World } from '../../src/flow/index.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { openFaultProxy, type FaultProxy } from '../../test/support/fault_proxy.ts';
import { startProvider, type Provider } from '../../test/support/provider/index.ts';
import { connectOutside, type OutsideAgent } from './client.ts';
import type { Errand, Store } from './data.ts';
import { scriptOf } from './model.ts';
import { Reviewer } from './reviewer.ts';
import { startStore, type StoreService } from './service.ts';
import { Shelf } from './shelf.ts';
import { storeWorkspace } from './workspace.ts';

/** Customers who are served at the same time; each one's requests come one after the other. */
const HANDS = 8;
const WORKERS = 8;
/** A case is looked at again after this long where no notice comes. */
const LOOK_MS = 1_000;

export type Way = 'model' | 'gateway';

export interface BusinessOptions {
  pool: Pool;
  url: string;
  store: Store;
  requests: Errand[];
  /** The shop's time limit; short where answers are lost. */
  timeout?: string;
  onFault?: (caseId: string, error: unknown) => void;
}

/** The shop, its workspace, a model that is scripted, an agent from outside, and somebody at the desk. */
export class StoreBusiness {
  readonly shelf: Shelf;
  readonly requests: Errand[];
  service!: StoreService;
  /** Stands between Remit and the shop; it lets everything pass until it is told otherwise. */
  line!: FaultProxy;
  provider!: Provider;
  reviewer!: Reviewer;
  outside!: OutsideAgent;
  #wired!: Wired;

  private constructor({ store, requests }: BusinessOptions) {
    this.shelf = new Shelf(store);
    this.requests = requests;
  }

  static async open(options: BusinessOptions): Promise<StoreBusiness> {
    const business = new StoreBusiness(options);
    await business.#open(options);
    return business;
  }

  get world(): World {
    return this.#wired.world;
  }

  async #open({ pool, url, requests, timeout, onFault }: BusinessOptions): Promise<void> {
    this.service = await startStore(() => this.shelf.behind);
    this.line = await openFaultProxy({ to: this.service.url });
    this.provider = await startProvider();
    this.provider.script(scriptOf(requests));
    const places = { store: this.line.address, model: this.provider.address };
    const workspace = storeWorkspace(timeout === undefined ? places : { ...places, timeout });
    const { performed } = this.service;
    const reviewer = new Reviewer(pool, (key) => performed.some((one) => one.key === key && one.ok));
    this.reviewer = reviewer;
    this.#wired = await wire({
      pool,
      url,
      workspace: () => workspace,
      workers: WORKERS,
      onNotice: () => reviewer.soon(),
      ...(onFault && { onFault }),
    });
    const eli = workspace.people.find(({ id }) => id === 'eli');
    if (!eli) throw new Error('Eli does not work here');
    reviewer.begin(this.world, eli);
    this.outside = await connectOutside(this.world);
  }

  /** Puts the shop's data back to what it was before everything. */
  restore(): void {
    for (const { user_id } of this.requests) this.shelf.restore(user_id);
  }

  /** Performs every request. `fresh`: each on the untouched data of its customer; returns those that left other data. */
  async performAll(way: Way, run: string, { fresh = false } = {}): Promise<number[]> {
    const others: number[] = [];
    const perform = async (request: Errand) => {
      if (fresh) this.shelf.restore(request.user_id);
      this.shelf.direct(request);
      await this.#perform(way, request, run);
      if (!this.shelf.isSame(request.user_id)) others.push(request.task_id);
    };
    const queues = [...byCustomer(this.requests).values()];
    const serve = async () => {
      for (let queue = queues.shift(); queue; queue = queues.shift())
        for (const request of queue) await perform(request);
    };
    await Promise.all(Array.from({ length: HANDS }, serve));
    await this.reviewer.rest();
    return others;
  }

  /** A model's case is the message of the customer; it is over when the case is closed. */
  async #perform(way: Way, request: Errand, run: string): Promise<void> {
    if (way === 'gateway') return this.outside.perform(request, run);
    const name = `${run}.${request.task_id}`;
    const fields = { request: name, user_id: request.user_id, message: request.instruction };
    const event = { source: 'bench', source_id: name, received_at: this.world.now(), fields };
    const { case: id } = await intake(this.world, 'requests', event);
    for (;;) {
      if ((await load(this.world, id)).status === 'closed') return;
      await this.world.moved?.(id, LOOK_MS);
    }
  }

  async close(): Promise<void> {
    await this.outside.close();
    await this.reviewer.end();
    await this.#wired.close();
    await this.line.close();
    await this.provider.close();
    await this.service.stop();
  }
}

function byCustomer(requests: Errand[]): Map<string, Errand[]> {
  const own = new Map<string, Errand[]>();
  for (const request of requests) {
    const { user_id } = request;
    own.set(user_id, [...(own.get(user_id) ?? []), request]);
  }
  return own;
}
