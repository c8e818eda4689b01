import { expect } from 'vitest';
import type { CaseState } from '../../src/flow/index.ts';
import { advance, audit, decide, intake, load, record } from '../../src/flow/index.ts';
import type { Tally } from '../../src/proof/standing/tally.ts';
import type { Person, Workflow, Workspace } from '../../src/workspace/schema.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { acme, FILES, openShop, type Shop } from './acme.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
const DAY_MS = 86_400_000;

/** The files of Acme without a grant: what runs by itself must be earned. */
export function ungranted(more = '', change: (text: string) => string = (text) => text) {
  const text = FILES['workflows/refunds/workflow.yaml'] ?? '';
  const bare = text.slice(0, text.indexOf('standing:'));
  return { 'workflows/refunds/workflow.yaml': change(bare) + more };
}

/** Acme with a real database, a shop, and one or two processes that count its standings. */
export class Earning {
  database!: FreshDatabase;
  shop!: Shop;
  workspace!: Workspace;
  readonly wired: Wired[] = [];
  private shift = 0;
  private count = 0;

  async open(files: Record<string, string>): Promise<void> {
    this.database = await freshDatabase();
    this.shop = await openShop();
    this.workspace = acme(this.shop.address, files);
    await this.process();
  }

  /** Another process over the same log. */
  async process(): Promise<Wired> {
    const wired = await wire({
      pool: this.database.pool,
      url: this.database.url,
      workspace: () => this.workspace,
      workers: 0,
      now: this.now,
    });
    this.wired.push(wired);
    return wired;
  }

  async close(): Promise<void> {
    for (const wired of this.wired) await wired.close();
    await this.shop.close();
    await this.database.drop();
  }

  now = (): Date => new Date(Date.now() + this.shift);

  wait(days: number): void {
    this.shift += days * DAY_MS;
  }

  /** Other files come into force, as after a save. */
  put(files: Record<string, string>): void {
    this.workspace = acme(this.shop.address, files);
  }

  get first(): Wired {
    const [wired] = this.wired;
    if (!wired) throw new Error('nothing is open');
    return wired;
  }

  get refunds(): Workflow {
    return this.workspace.workflows['refunds'] as Workflow;
  }

  get mara(): Person {
    return this.workspace.people[0] as Person;
  }

  /** People decided so many late orders, as the table would have, or otherwise. */
  async past(cases: number, agreed = true): Promise<void> {
    for (let at = 0; at < cases; at++) {
      const order = String(++this.count);
      const total = { minor: 500, currency: 'EUR' };
      const amount = agreed ? total : { minor: 100, currency: 'EUR' };
      await record(this.first.world, 'refunds', {
        event: { source: 'file', source_id: order, received_at: this.now(), fields: fieldsOf(order) },
        facts: { order: { id: order, total, late: true } },
        steps: [{ by: { id: 'finn' }, at: this.now(), kind: 'late', play: 'give_back', inputs: { amount } }],
        outcome: 'solved',
      });
    }
  }

  /** An order of so many euros comes in late, and takes every step that is due. */
  async arrive(euros: number, wired = this.first): Promise<CaseState> {
    const number = ++this.count;
    const event = { source: 'web', source_id: `w${number}`, received_at: this.now() };
    const fields = { ...fieldsOf(String(euros)), email: `c${number}@example.org` };
    const { case: id } = await intake(wired.world, 'refunds', { ...event, fields });
    return advance(wired.world, id);
  }

  read(id: string): Promise<CaseState> {
    return load(this.first.world, id);
  }

  /** Mara says yes to the plan, and it is done. */
  async approve({ id, review, plan }: CaseState): Promise<CaseState> {
    const yes = { plan: plan?.digest ?? '', decision: 'approve' as const };
    await decide(this.first.world, this.mara, review?.id ?? '', yes);
    return advance(this.first.world, id);
  }

  /** Mara audits blind, and would have given back this many euros. */
  audit({ id }: CaseState, euros: number) {
    const amount = { minor: euros * 100, currency: 'EUR' };
    return audit(this.first.world, this.mara, id, { kind: 'late', play: 'give_back', inputs: { amount } });
  }

  /** Counts until the tally of the table says what is awaited: a follower waits for every transaction of the server. */
  async counted(holds: (tally: Tally) => boolean, wired = this.first): Promise<Tally> {
    const looked = async () => {
      await wired.standings.catchUp();
      const tally = this.tallyOf(wired);
      return tally !== undefined && holds(tally);
    };
    await expect.poll(looked, PATIENCE).toBe(true);
    return this.tallyOf(wired) as Tally;
  }

  tallyOf(wired = this.first, agent = 'rules'): Tally | undefined {
    const version = this.refunds.agents.find(({ name }) => name === agent)?.version ?? '';
    return wired.standings.tally(this.refunds, { name: agent, version });
  }
}

/** Whether any lane is open. */
export function isOpen({ standing }: Tally): boolean {
  return standing.groups.some(({ gate }) => gate.lanes.some(({ open }) => open));
}

function fieldsOf(order: string) {
  return { order, email: `o${order}@example.org`, message: 'Where is my parcel? It is late.' };
}
