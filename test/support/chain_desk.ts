import type { Pool } from 'pg';
import { advance, decide, intake, load, type CaseState, type World } from '../../src/flow/index.ts';
import type { DecisionGiven } from '../../src/flow/review/decide.ts';
import { openDatabase } from '../../src/runtime/database.ts';
import { AppError } from '../../src/runtime/errors.ts';
import { wire, type Wired } from '../../src/wire.ts';
import type { Person, Workspace } from '../../src/workspace/schema.ts';
import { acme, FILES, openShop, type Shop } from './acme.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

export const PEOPLE = `people:
  - {id: mara, name: Mara Holm, roles: [owner], email: mara@acme.example}
  - {id: max, name: Max Dorn, roles: [manager], email: max@acme.example}
  - {id: mia, name: Mia Roth, roles: [manager]}
  - {id: finn, name: Finn Berg, roles: [support]}
  - {id: lea, name: Lea Wolf, roles: [finance]}
  - {id: leo, name: Leo Kahn, roles: [finance]}
  - {id: dora, name: Dora Lutz, roles: [director]}
`;

/** A boundary that holds every refund above ten euros, with these steps of a chain. */
export function boundaryWith(steps: string[], rules: string[] = []): string {
  const lines = (list: string[]) => list.map((line) => `  - ${line}\n`).join('');
  return `boundary: refunds
limits:
  auto_max: {money: 10.00 EUR, ceiling: 50.00 EUR}
rules:
${lines(rules)}  - {id: above-limit, on: shop.refund, effect: approve, when: args.amount > limits.auto_max}
  - {id: small, on: shop.refund, effect: allow, when: args.amount <= limits.auto_max}
otherwise: approve
approve:
${lines(steps)}`;
}

/** Files of the small business with people enough for a chain, and a workflow that says who asked. */
export function chainFiles(steps: string[], rules?: string[]): Record<string, string> {
  const remit = FILES['remit.yaml'] ?? '';
  const workflow = FILES['workflows/refunds/workflow.yaml'] ?? '';
  return {
    'remit.yaml': `${remit.slice(0, remit.indexOf('people:'))}${PEOPLE}hours: {mon-fri: 09:00-17:00}\n`,
    'workflows/refunds/workflow.yaml': workflow
      .replace('    order: {type', '    asked_by: {type: string, optional: true}\n    order: {type')
      .replace('event:\n', 'requester: "{{event.asked_by}}"\nevent:\n'),
    'workflows/refunds/boundary.yaml': boundaryWith(steps, rules),
  };
}

/** A desk where refunds wait for a chain: a real Postgres, a real shop over HTTP, and a clock that tests move. */
export class ChainDesk {
  database!: FreshDatabase;
  shop!: Shop;
  wired!: Wired;
  workspace!: Workspace;
  private readonly others: Wired[] = [];
  private readonly pools: Pool[] = [];
  private shift = 0;
  private events = 0;

  async open(): Promise<void> {
    this.database = await freshDatabase();
    this.shop = await openShop();
    this.use(['{role: manager}']);
    const { pool, url } = this.database;
    this.wired = await wire({
      pool,
      url,
      workspace: () => this.workspace,
      workers: 0,
      now: () => this.now(),
    });
  }

  async close(): Promise<void> {
    for (const one of [this.wired, ...this.others]) await one.close();
    for (const pool of this.pools) await pool.end();
    await this.shop.close();
    await this.database.drop();
  }

  /** Further worlds on the same database, each with connections of its own. */
  async sites(count: number): Promise<World[]> {
    const { url } = this.database;
    while (this.others.length < count) {
      const pool = openDatabase(url, { max: 3, name: 'chain site' });
      this.pools.push(pool);
      const workspace = () => this.workspace;
      this.others.push(await wire({ pool, url, workspace, workers: 0, now: () => this.now() }));
    }
    return this.others.map(({ world }) => world);
  }

  /** Puts a boundary with these steps in force, for all cases from now on; the shop may be elsewhere. */
  use(steps: string[], rules?: string[], address = this.shop.address): void {
    this.workspace = acme(address, chainFiles(steps, rules));
  }

  now(): Date {
    return new Date(Date.now() + this.shift);
  }

  wait(ms: number): void {
    this.shift += ms;
  }

  /** Sets the clock, which then goes on. */
  setClock(at: string): void {
    this.shift = new Date(at).getTime() - Date.now();
  }

  person(id: string): Person {
    const found = this.workspace.people.find((one) => one.id === id);
    if (!found) throw new Error(`nobody is called ${id}`);
    return found;
  }

  /** A refund of so many euros is asked for; the case travels until it waits. */
  async ask(euros: number, askedBy?: string): Promise<string> {
    const number = (this.events += 1);
    const fields = {
      order: String(euros),
      email: `customer${number}@example.org`,
      message: 'Late.',
      ...(askedBy === undefined ? {} : { asked_by: askedBy }),
    };
    const event = { source: 'web', source_id: `e${number}`, received_at: this.now(), fields };
    const { case: id } = await intake(this.wired.world, 'refunds', event);
    await advance(this.wired.world, id);
    return id;
  }

  read(id: string): Promise<CaseState> {
    return load(this.wired.world, id);
  }

  advance(id: string): Promise<CaseState> {
    return advance(this.wired.world, id);
  }

  /** One click of a person on the review that is open. */
  async decide(id: string, person: string, given: Partial<DecisionGiven> = {}): Promise<string> {
    const { review, plan } = await this.read(id);
    if (!review || !plan) throw new Error(`case ${id} asks nobody`);
    const decision = { plan: plan.digest, decision: 'approve' as const, ...given };
    return (await decide(this.wired.world, this.person(person), review.id, decision)).says;
  }

  /** The same, where it must be refused; what the person hears. */
  async refused(id: string, person: string, given: Partial<DecisionGiven> = {}): Promise<string> {
    try {
      await this.decide(id, person, given);
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
    throw new Error(`${person} was not refused`);
  }

  /** The entries of a case, by kind. */
  async kinds(id: string): Promise<string[]> {
    const entries = await this.wired.world.log.read(`case/${id}`);
    return entries.map(({ kind }) => kind);
  }

  /** How often the shop paid for a case. */
  paid(id: string): number {
    return [...this.shop.refunds.keys()].filter((key) => key.startsWith(`${id}.`)).length;
  }
}

/** The role that is asked, which step of how many it is, and how the review stands. */
export async function asked(desk: ChainDesk, id: string) {
  const { review } = await desk.read(id);
  return review && [review.role, review.step + 1, review.steps, review.status];
}

export const euros = (amount: number) => ({ minor: amount * 100, currency: 'EUR' });

/** An edit to another amount. */
export function to(amount: number) {
  return {
    decision: 'edit' as const,
    kind: 'late',
    play: 'give_back',
    inputs: { amount: euros(amount) },
  };
}
