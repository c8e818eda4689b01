import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeToken } from '../../src/people/tokens/index.ts';
import { mcpCall } from '../support/mcp_call.ts';
import { BOT, Proposals } from '../support/proposing.ts';

const SCRIPT = fileURLToPath(new URL('../support/gateway_worker.ts', import.meta.url));
const KILLS = 3;
const CALLS_MIN = 20;
const HANDS = 6;
const LIVES_MS = { least: 60, most: 350 };

const acme = new Proposals();
let token = '';
beforeAll(async () => {
  await acme.open(undefined, 0);
  const given = {
    name: 'bot',
    agent: BOT,
    person: null,
    workflows: null,
    rights: ['propose' as const],
    days: 1,
  };
  token = (await makeToken(acme.world, acme.person('mara'), given)).text;
});
afterAll(() => acme.close());

/** One gateway, in a process of its own. */
interface Gateway {
  child: ChildProcess;
  address: Promise<string>;
}

/** The gateway, in processes that are killed at random moments. They start together: starting is not what is shown. */
class Doomed {
  address = '';
  kills = 0;
  private readonly alive: Gateway[] = [];

  async start(): Promise<void> {
    for (let life = 0; life <= KILLS; life++) this.spawn();
    await this.serve();
  }

  stop(): void {
    for (const { child } of this.alive) child.kill('SIGKILL');
  }

  private spawn(): void {
    const env = { ...process.env, DATABASE_URL: acme.database.url, SHOP_URL: acme.shop.address };
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = new Promise<string>((up) => {
      child.stdout.once('data', (chunk: Buffer) => up(chunk.toString().trim()));
    });
    this.alive.push({ child, address });
  }

  /** Calls go to the oldest that lives. */
  private async serve(): Promise<void> {
    this.address = (await this.alive[0]?.address) ?? '';
    if (this.kills >= KILLS) return;
    const lifeMs = LIVES_MS.least + Math.random() * (LIVES_MS.most - LIVES_MS.least);
    setTimeout(() => {
      this.kills += 1;
      this.alive.shift()?.child.kill('SIGKILL');
      void this.serve();
    }, lifeMs);
  }
}

test('a client that repeats its call until it is answered pays every refund once, however often the gateway is killed', async () => {
  const doomed = new Doomed();
  await doomed.start();
  const isDone = async (order: string): Promise<boolean> => {
    const call = { name: 'shop_refund', arguments: { order_id: order, amount: '5.00 EUR' } };
    const result = await mcpCall(doomed.address, token, 'tools/call', call).catch(() => undefined);
    return (result?.['structuredContent'] as { status?: string } | undefined)?.status === 'done';
  };
  let orders = 0;
  const hand = async () => {
    // New calls go on coming until it was killed often enough in the middle of them.
    while (doomed.kills < KILLS || orders < CALLS_MIN) {
      const order = String(100 + orders++);
      await expect.poll(() => isDone(order), { timeout: 60_000, interval: 20 }).toBe(true);
    }
  };
  try {
    await Promise.all(Array.from({ length: HANDS }, hand));
    expect(acme.shop.refunds.size).toBe(orders);
  } finally {
    doomed.stop();
  }
}, 90_000);
