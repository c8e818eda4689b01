import { advance, intake, load, type CaseState, type World } from '../../src/flow/index.ts';
import { AppError } from '../../src/runtime/errors.ts';
import { fromIda, shippedOrder, type Business } from './business.ts';
import { chance } from './chance.ts';
import { turnPolicy } from './keys.ts';
import { doIt, fitting, mayDecide, PLAYS, VERBS } from './reviewer.ts';
import { Injected, SETTLED_MS, siteOf, type Site, type Town, type Version } from './town.ts';

const MINUTE_MS = 60_000;
const VERSIONS: Version[] = ['base', 'tight', 'chain', 'draft', 'shadow', 'half', 'slice'];
const DRAIN_ROUNDS = 14;
/** Beyond the longest pause between two tries. */
const DRAIN_PAUSE_MS = 6 * MINUTE_MS;

/** Several worlds on one database, the sample shop behind them, and a schedule drawn from a seed. */
export class Simulator {
  readonly schedule: string[] = [];
  readonly cases = new Set<string>();
  readonly surprises: string[] = [];
  private readonly random: ReturnType<typeof chance>;
  private readonly seen = new Map<string, CaseState>();
  private readonly sites: Site[];
  private orders: string[] = [];
  private readonly orderOf = new Map<string, string>();
  private events = 0;
  private braking = Promise.resolve();
  /** The case that this step is mostly about. */
  private hot: string | undefined;

  constructor(
    readonly seed: number,
    private readonly business: Business,
    private readonly town: Town,
  ) {
    this.random = chance(seed);
    this.sites = town.wired.map(({ world }) => siteOf(world, town, (says) => void this.surprises.push(says)));
  }

  async plant(): Promise<void> {
    const now = this.business.now();
    const name = (at: number) => `S${this.seed}-${at}`;
    const orders = [-2, 4, 4, -2, 4].map((days, at) => shippedOrder(name(at), days, now));
    const lost = shippedOrder(name(5), 9, now);
    const dear = [{ sku: 'SOCK-M', quantity: 5, price: 1900 }];
    const gone = { ...lost, items: dear, parcel: { ...lost.parcel, lost_at: now.toISOString() } };
    const body = JSON.stringify({ orders: [...orders, gone] });
    await fetch(`${this.business.shop.url}/admin/seed`, { method: 'POST', body });
    this.orders = [...orders.map(({ id }) => id), gone.id, name(99)];
    this.town.use(this.home);
  }

  /** One to four things at the same moment. */
  async step(): Promise<void> {
    // A slow shop, so that there is something to come in between of.
    const slow = { path: this.random.pick(['/replies', '/refunds']), method: 'POST', delay_ms: 25, times: 2 };
    if (this.random.draw() < 0.5) await this.play(slow);
    this.hot = this.cases.size === 0 ? undefined : this.random.pick([...this.cases]);
    const count = 1 + this.random.below(4);
    await Promise.all(Array.from({ length: count }, () => this.act()));
    if (this.random.draw() < 0.1) await this.tighten();
  }

  /** Between what people have said and what comes of it the boundary is tightened. */
  private async tighten(): Promise<void> {
    const version = this.random.pick(['tight', 'draft', 'shadow', 'half'] as const);
    this.schedule.push(`the workspace is ${version} for a while`);
    this.town.use(version);
    await new Promise((resolve) => setTimeout(resolve, 1.5 * SETTLED_MS));
    await this.goOn();
    const isTurned = this.seed % 3 === 0 && this.random.draw() < 0.5;
    if (isTurned) await turnPolicy(this, this.town, this.random, () => this.goOn());
    this.town.use(this.home);
  }

  private async goOn(at?: number): Promise<void> {
    for (const id of this.cases) await this.guard(`advance ${id}`, () => advance(this.site(at), id));
  }

  /** What is in force most of the time; in every fourth town refunds wait for a chain. */
  private get home(): Version {
    return this.seed % 4 === 0 ? 'chain' : 'base';
  }

  /** Everything that was broken works again, and time passes: each case must come to rest. */
  async drain(): Promise<void> {
    await this.mend();
    for (let round = 0; round < DRAIN_ROUNDS; round++) {
      await this.goOn(0);
      this.business.wait(DRAIN_PAUSE_MS);
    }
    await this.goOn(0);
  }

  private async mend(): Promise<void> {
    await fetch(`${this.business.shop.url}/admin/faults`, { method: 'DELETE' });
    this.town.standing.stoppedSince = undefined;
    await this.business.database.pool.query('delete from switches');
    this.town.use('base');
  }

  private site(at = this.random.below(this.sites.length)): World {
    const site = this.sites[at];
    if (!site) throw new Error('no such site');
    return site.world;
  }

  private async act(): Promise<void> {
    // Some time passes first, so that it falls into the middle of what goes on beside it.
    await new Promise((resolve) => setTimeout(resolve, this.random.below(40)));
    const often = ['advance', 'person'].flatMap((kind) => Array.from({ length: 7 }, () => kind));
    const rare = ['event', 'event', 'event', 'fault', 'fault', 'append', 'clock', 'workspace', 'switch'];
    const kind = this.random.pick([...often, ...rare]);
    if (kind === 'event') return this.event();
    if (kind === 'fault') return this.fault();
    if (kind === 'append') {
      const fault = this.random.pick(['lost', 'refused', 'conflict'] as const);
      this.schedule.push(`the next append ${fault}`);
      return this.random.pick(this.sites).fail(fault);
    }
    if (kind === 'clock') {
      const minutes = this.random.pick([1, 2, 6, 70, 300]);
      this.schedule.push(`${minutes} minutes pass`);
      return this.business.wait(minutes * MINUTE_MS);
    }
    if (kind === 'workspace') {
      const version = this.random.pick<Version>([this.home, this.home, ...VERSIONS]);
      this.schedule.push(`the workspace is ${version}`);
      return this.town.use(version);
    }
    if (kind === 'switch') return this.brake();
    if (this.cases.size === 0) return this.event();
    const id =
      this.hot !== undefined && this.random.draw() < 0.7 ? this.hot : this.random.pick([...this.cases]);
    if (kind === 'person') return this.person(id);
    // The same case in several worlds at once.
    const count = 1 + this.random.below(3);
    this.schedule.push(`advance ${id} ×${count}`);
    const worlds = Array.from({ length: count }, () => this.site());
    await Promise.all(worlds.map((world) => this.guard(`advance ${id}`, () => advance(world, id))));
  }

  private async event(): Promise<void> {
    const heard = this.hot === undefined ? undefined : this.orderOf.get(this.hot);
    const order = heard !== undefined && this.random.draw() < 0.6 ? heard : this.random.pick(this.orders);
    const topic = this.random.pick([
      'where_is_my_order',
      'parcel_is_late',
      'parcel_is_late',
      'invoice',
      'other',
    ]);
    const isAgain = this.events > 0 && this.random.draw() < 0.15;
    const sourceId = `s${this.seed}-${isAgain ? this.random.below(this.events) : this.events++}`;
    const event = { source: 'web', source_id: sourceId, received_at: this.business.now() };
    const fields = fromIda(order, { topic, message: `About ${order}: ${topic}` });
    const count = this.random.draw() < 0.2 ? 2 : 1;
    this.schedule.push(`event ${sourceId} on ${order} (${topic}) ×${count}`);
    const worlds = Array.from({ length: count }, () => this.site());
    const send = (world: World) =>
      this.guard(`event ${sourceId}`, async () => {
        const arrived = await intake(world, 'late-delivery', { ...event, fields });
        this.cases.add(arrived.case);
        this.orderOf.set(arrived.case, order);
      });
    await Promise.all(worlds.map(send));
  }

  private async person(id: string): Promise<void> {
    const state = await this.look(id);
    const may = mayDecide(state, this.town.workspace());
    // More often somebody who may decide what is asked, or chains would seldom come to their end.
    const person = this.random.pick(may.length > 0 && this.random.draw() < 0.7 ? may : this.town.people);
    const verb = this.random.draw() < 0.3 ? this.random.pick(VERBS) : this.random.pick(fitting(state));
    const world = this.site();
    const clicks = this.random.draw() < 0.25 ? 2 : 1;
    this.schedule.push(`${person.id} ${verb} ${id} at ${state.version} ×${clicks}`);
    const draw = { play: this.random.pick(PLAYS), at: this.random.below(4), done: this.random.draw() < 0.5 };
    const click = () =>
      this.guard(`${verb} ${id}`, () => doIt(world, person, verb, state, draw, this.business.now()));
    await Promise.all(Array.from({ length: clicks }, click));
  }

  /** What a person has on the screen: often what is true now, sometimes what was true before. */
  private async look(id: string): Promise<CaseState> {
    const known = this.seen.get(id);
    if (known && this.random.draw() < 0.2) return known;
    const state = await load(this.sites[0]?.world ?? this.site(), id);
    this.seen.set(id, state);
    return state;
  }

  private async fault(): Promise<void> {
    const path = this.random.pick(['/replies', '/refunds', '/orders', '/writes', '/re']);
    const times = 1 + this.random.below(3);
    const how = this.random.pick([
      { status: 503 },
      { status: 422 },
      { status: 401 },
      { drop_after_write: true },
      { drop_after_write: true },
    ]);
    await this.play({ path, times, ...how });
    // Enough that not even asking afterwards helps.
    if (this.random.draw() < 0.3) await this.play({ path: '/writes', status: 503, times: 30 });
  }

  private async play(fault: Record<string, unknown>): Promise<void> {
    this.schedule.push(`fault ${JSON.stringify(fault)}`);
    await fetch(`${this.business.shop.url}/admin/faults`, { method: 'POST', body: JSON.stringify(fault) });
  }

  private async brake(): Promise<void> {
    const name = this.random.pick(['all', 'write:shop.refund', 'agent:rules']);
    const isThrown = this.random.draw() < 0.25;
    this.schedule.push(`${isThrown ? 'throw' : 'release'} ${name}`);
    // One at a time, so that what stands is known.
    const before = this.braking;
    this.braking = this.turn(name, isThrown, before);
    return this.braking;
  }

  private async turn(name: string, isThrown: boolean, before: Promise<void>): Promise<void> {
    await before;
    const { pool } = this.business.database;
    const { standing } = this.town;
    if (!isThrown) {
      standing.stoppedSince = undefined;
      await pool.query('delete from switches');
      return;
    }
    await pool.query('insert into switches values ($1, now()) on conflict do nothing', [name]);
    if (name === 'all') standing.stoppedSince ??= performance.now();
  }

  /** A refusal with a reason is fine, and so is a fault that was injected. Anything else is a finding. */
  private async guard(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof AppError || error instanceof Injected) return;
      this.surprises.push(
        `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
}
