import { acme, FILES, openShop, type Shop } from './acme.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import type { CaseState } from '../../src/flow/index.ts';
import { load } from '../../src/flow/index.ts';
import type { Person, Workspace } from '../../src/workspace/schema.ts';
import type { Proposing } from '../../src/flow/proposals/schema.ts';
import { wire, type Wired } from '../../src/wire.ts';

/** An agent that Remit does not run, and that a person granted a lane to. */
export const BOT = { name: 'shop-bot', version: '1' };

/** Acme's refunds as agents from outside may call them. */
export function withGateway(
  more: Record<string, string> = {},
  grants = 'shop-bot: Mara watches it.',
): Record<string, string> {
  const text = FILES['workflows/refunds/workflow.yaml'] ?? '';
  const workflow = text
    .slice(0, text.indexOf('standing:'))
    .replace('subject: "{{event.email}} {{event.order}}"', 'subject: "Order {{event.order}}"')
    .replace('email: {type: string, outside', 'email: {type: string, optional: true, outside')
    .replace('message: {type: text, outside', 'message: {type: text, optional: true, outside')
    .concat(`gateway:\n  shop.refund: {kind: late, fields: {order: "{{args.order_id}}"}}\n`)
    .concat(`outside: {counted-bot: 1}\n`)
    .concat(`standing:\n  granted: {rules: It is one row., ${grants}}\n`);
  return { 'workflows/refunds/workflow.yaml': workflow, ...more };
}

/** Orders carry a note that customers write, and no order that a stranger named may be refunded. */
export function withStrangers(): Record<string, string> {
  const named =
    '  - {id: named, on: shop.refund, effect: deny, when: untrusted(args.order_id), because: a stranger may not choose the order}\n';
  const shop = FILES['systems/shop.yaml'] ?? '';
  const boundary = FILES['workflows/refunds/boundary.yaml'] ?? '';
  return withGateway({
    'systems/shop.yaml': shop.replace('late: boolean}', 'late: boolean, note: {type: text, optional: true}}'),
    'workflows/refunds/boundary.yaml': boundary
      .replace('rules:\n', `rules:\n${named}`)
      .replaceAll('10.00 EUR', '90.00 EUR')
      .replace('50.00 EUR', '100.00 EUR'),
  });
}

/** Acme with a real database, its shop and a process that works, as agents from outside meet it. */
export class Proposals {
  database!: FreshDatabase;
  shop!: Shop;
  workspace!: Workspace;
  readonly wired: Wired[] = [];

  async open(files = withGateway(), workers = 8): Promise<void> {
    this.database = await freshDatabase();
    this.shop = await openShop();
    this.workspace = acme(this.shop.address, files);
    await this.process(workers);
  }

  /** Another process over the same log. */
  async process(workers: number): Promise<Wired> {
    const { pool, url } = this.database;
    const wired = await wire({ pool, url, workspace: () => this.workspace, workers });
    this.wired.push(wired);
    return wired;
  }

  /** One of Acme's files as it stands. */
  text(file: string): string {
    return FILES[file] ?? '';
  }

  get world() {
    return this.wired[0]!.world;
  }

  person(id: string): Person {
    return this.workspace.people.find((person) => person.id === id)!;
  }

  /** What the bot asks for: so many euros for an order. */
  refund(order: string, euros: number, more: Partial<Proposing> = {}): Proposing {
    const args = { order_id: order, amount: { minor: euros * 100, currency: 'EUR' } };
    return { workflow: 'refunds', agent: BOT, what: { actions: [{ write: 'shop.refund', args }] }, ...more };
  }

  read(caseId: string): Promise<CaseState> {
    return load(this.world, caseId);
  }

  async close(): Promise<void> {
    for (const wired of this.wired) await wired.close();
    await this.shop.close();
    await this.database.drop();
  }
}
