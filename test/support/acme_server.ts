import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { contract, Problem } from '../../src/doors/http/contract.ts';
import { openHttp, type HttpOptions, type HttpServer } from '../../src/doors/http/index.ts';
import { advance, type World } from '../../src/flow/index.ts';
import { listen } from '../../src/runtime/listen.ts';
import { acme, openShop, openWorld, type Shop } from './acme.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

/** As callers of the API are known: an owner of the small business. */
export const MARA = { 'x-remit-person': 'mara' };

/** Acme behind its HTTP door, with a database, a shop and a console of its own. */
export class AcmeServer {
  database!: FreshDatabase;
  shop!: Shop;
  world!: World;
  options!: HttpOptions;
  server!: HttpServer;
  /** What the server wrote into its log. */
  readonly logged: string[] = [];
  /** The built console that it serves. */
  readonly folder = mkdtempSync(join(tmpdir(), 'remit-console-'));
  private customers = 0;

  async open(): Promise<void> {
    this.database = await freshDatabase();
    this.shop = await openShop();
    this.world = openWorld(this.database.pool, acme(this.shop.address));
    mkdirSync(join(this.folder, 'assets'));
    writeFileSync(join(this.folder, 'index.html'), '<!doctype html><title>Remit</title>');
    writeFileSync(join(this.folder, 'assets', 'main-3fA9_x-Q.js'), `console.log("${'desk '.repeat(200)}")`);
    this.options = this.makeOptions();
    this.server = await openHttp(this.options);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.shop.close();
    await this.database.drop();
    rmSync(this.folder, { recursive: true });
  }

  get url(): string {
    return this.server.url;
  }

  /** Reads an answer that must come. */
  async get<A>(path: string, headers: Record<string, string> = {}): Promise<A> {
    const response = await fetch(this.url + path, { headers });
    expect(response.status, await response.clone().text()).toBe(200);
    return (await response.json()) as A;
  }

  /** Posts JSON; a string is sent as it stands. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Sends an event about an order of so many euros; its case travels until it waits or is closed. */
  async arrive(order: string, email = `customer${(this.customers += 1)}@example.org`): Promise<string> {
    const event = {
      source_id: `${order}-${email}`,
      order,
      email,
      message: 'Where is my parcel?\nIt is late.',
    };
    const response = await this.post('/events/refunds', event);
    expect(response.status, await response.clone().text()).toBe(202);
    const answer = contract.event.answer.parse(await response.json());
    await advance(this.world, answer.case);
    return answer.case;
  }

  private makeOptions(): HttpOptions {
    let pace = 0;
    return {
      world: this.world,
      pool: this.database.pool,
      version: '0.1.0',
      secret: 'a secret that only tests know, of 32 characters or more',
      sample: {
        perMinute: () => pace,
        sent: () => 25,
        shopPage: `${this.shop.address}/admin`,
        setPace: (perMinute) => void (pace = perMinute),
      },
      faults: () => [],
      checksAnswers: true,
      host: '127.0.0.1',
      port: 0,
      consoleFolder: this.folder,
      hear: (onNotice) => listen(this.database.url, 'remit', onNotice),
      log: (line) => void this.logged.push(line),
    };
  }
}

/** An `AcmeServer` for all tests of a file. */
export function serveAcme(): AcmeServer {
  const served = new AcmeServer();
  beforeAll(() => served.open());
  afterAll(() => served.close());
  return served;
}

/** Reads problem details; every error must come as such. */
export async function problemIn(response: Response): Promise<Required<(typeof Problem)['_output']>> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return Problem.parse(await response.json()) as Required<(typeof Problem)['_output']>;
}
