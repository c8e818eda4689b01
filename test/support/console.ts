import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { ShopSeed } from '../../examples/shop/service/model.ts';
import { openHttp, type HttpServer } from '../../src/doors/http/index.ts';
import { listen } from '../../src/runtime/listen.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { publish } from '../../src/runtime/publish.ts';
import { openBrowser, type OpenBrowser } from './browser.ts';
import { fromIda, openBusiness, seed, shippedOrder, type Business } from './business.ts';

/** The console does not take a decision key for a case that has only just come up; a reader is slower anyway. */
export const ARMED_MS = 400;
const FLOW_MS_MAX = 10_000;
const POLL_MS = 25;
const WORKERS = 4;
/** Shipping so dear that giving it back is beyond what runs alone: each late order becomes a held plan. */
const DEAR_SHIPPING = 1_990;
const ORDERS = 24;

const opening = await openBrowser().then(
  (opened) => ({ opened, why: '' }),
  (fault: unknown) => ({ opened: undefined, why: String(fault).split('\n')[0] ?? '' }),
);
if (!opening.opened) {
  process.stderr.write(
    `Skipped the journeys through the console: no Chromium starts here (${opening.why}).\n`,
  );
}

/** A journey through the console; skipped, after one line that says why, where no browser starts. */
export const journey = test.skipIf(!opening.opened);

/** The console in a real browser, served by a real door over the sample business, with workers running. */
export class Desk {
  business!: Business;
  page!: Page;
  url = '';
  /** What the browser complained about: errors of scripts and of the content security policy. */
  readonly faults: string[] = [];
  private door: HttpServer | undefined;
  private orders = 0;

  constructor(
    private readonly browser: OpenBrowser,
    /** What the shop has beside its late orders. */
    private readonly products: ShopSeed['products'],
  ) {}

  async open(): Promise<void> {
    const now = new Date();
    const orders = Array.from({ length: ORDERS }, (_, at) => ({
      ...shippedOrder(`WG-${at + 1}`, 4, now),
      shipping: DEAR_SHIPPING,
    }));
    const products = [...seed().products, ...this.products];
    this.business = await openBusiness({ workers: WORKERS, seed: { orders, products } });
    const { wired, workspace } = this.business;
    await publish(wired.world.log, workspace, this.business.now);
    await this.serve();
    this.page = await this.newPage();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.leave();
    await this.business.stop();
  }

  /** Opens the door; after `leave` at the same address again. */
  async serve(): Promise<void> {
    const { wired, database } = this.business;
    this.door = await openHttp({
      world: wired.world,
      pool: database.pool,
      version: 'test',
      secret: 'a secret that only tests know, of 32 characters or more',
      sample: null,
      faults: () => [],
      checksAnswers: true,
      host: '127.0.0.1',
      port: this.url ? Number(new URL(this.url).port) : 0,
      consoleFolder: inPackage('dist', 'console'),
      hear: (onNotice) => listen(database.url, 'remit', onNotice),
      log: (line) => this.faults.push(`server: ${line}`),
    });
    this.url = this.door.url;
  }

  /** The server goes away; the business goes on without it. */
  async leave(): Promise<void> {
    await this.door?.close();
    this.door = undefined;
  }

  async newPage(): Promise<Page> {
    const page = await this.browser.context.newPage();
    page.setDefaultTimeout(FLOW_MS_MAX);
    page.on('pageerror', (fault) => this.faults.push(String(fault)));
    page.on('console', (line) => {
      // A refusal of the server is an answer that journeys ask for; the page has to deal with it.
      if (line.type() === 'error' && !line.text().startsWith('Failed to load resource')) {
        this.faults.push(line.text());
      }
    });
    return page;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Opens the inbox anew with one case on the screen, as somebody who may decide it. */
  async read(caseId: string, who = 'pia'): Promise<void> {
    await this.page.addInitScript(`localStorage.setItem('remit.person', ${JSON.stringify(who)})`);
    await this.go(`/inbox?case=${caseId}`);
    await this.page.getByRole('toolbar', { name: 'Decide' }).waitFor();
    await this.page.waitForTimeout(ARMED_MS);
  }

  /** A late order whose refund waits for a yes. */
  async held(): Promise<{ id: string; order: string; title: string }> {
    const order = `WG-${(this.orders += 1)}`;
    const title = `Where is ${order}?`;
    const id = await this.business.message(fromIda(order, { subject_line: title }));
    await this.until(id, ({ review }) => review?.status === 'open');
    return { id, order, title };
  }

  /** Waits until a case has come as far as `isSo` says. */
  async until(id: string, isSo: (state: Awaited<ReturnType<Business['read']>>) => boolean) {
    return eventually(async () => {
      const state = await this.business.read(id);
      return isSo(state) ? state : undefined;
    }, `the case ${id}`);
  }

  /** What the shop's own books say was done for an order, once `amount` writes are in them. */
  async books(order: string, amount: number): Promise<ShopWrite[]> {
    return eventually(async () => {
      const answer = await fetch(`${this.business.shop.url}/admin/writes.json`);
      const { writes } = (await answer.json()) as { writes: ShopWrite[] };
      const found = writes.filter((write) => write.order_id === order);
      return found.length >= amount ? found : undefined;
    }, `${amount} writes for ${order}`);
  }

  /** The entries of one kind in a case's story, as the API tells them. */
  async entries(id: string, kind: string): Promise<{ kind: string; actor: object; body: unknown }[]> {
    const answer = await fetch(`${this.url}/api/cases/${id}/story`);
    const { entries } = (await answer.json()) as {
      entries: { kind: string; actor: object; body: unknown }[];
    };
    return entries.filter((entry) => entry.kind === kind);
  }

  /** Somebody else, at another desk, decides the plan that is held now. */
  async decideElsewhere(id: string, who: string, decision: object): Promise<void> {
    const { review, plan } = await this.business.read(id);
    const answer = await fetch(`${this.url}/api/reviews/${encodeURIComponent(review?.id ?? '')}/decide`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-remit-person': who },
      body: JSON.stringify({ plan: plan?.digest, ...decision }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Presses keys one after the other, as a hand does. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  get openRow(): Locator {
    return this.page.getByRole('list', { name: 'Queue' }).locator('[data-open]');
  }

  get told(): Locator {
    return this.page.getByRole('region', { name: 'Messages of the desk' });
  }

  get sheet(): Locator {
    return this.page.getByRole('dialog');
  }
}

/** One write in the shop's books; a write that came twice under one key is there once. */
export interface ShopWrite {
  key: string;
  /** `POST /refunds` */
  path: string;
  order_id?: string;
  /** In minor units. */
  amount?: number;
}

/** One desk for a whole file of journeys, none of which may leave an error in the browser or the server. */
export function useDesk(products: ShopSeed['products'] = []): Desk {
  const desk = new Desk(opening.opened as OpenBrowser, products);
  beforeAll(() => (opening.opened ? desk.open() : undefined));
  afterEach(() => expect(desk.faults.splice(0)).toEqual([]));
  afterAll(() => (opening.opened ? desk.close() : undefined));
  return desk;
}

/** Asks again until there is an answer; says what was waited for when none comes. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + FLOW_MS_MAX;
  while (Date.now() < end) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  throw new Error(`Waited in vain for ${what}.`);
}
