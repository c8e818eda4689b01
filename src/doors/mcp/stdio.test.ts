import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GatewayDoor } from '../../../test/support/gateway_door.ts';
import { serveStdio } from './index.ts';

const HELD_MS = 20_000;
const door = new GatewayDoor();
beforeAll(() => door.serve(HELD_MS));
afterAll(() => door.close());

/** A client at the other end of the pipe, which writes lines and reads lines. */
class Pipe {
  readonly stdin = new PassThrough();
  readonly stdout = new PassThrough();
  private readonly answers = new Map<number, (answer: Record<string, unknown>) => void>();
  private text = '';
  private count = 0;

  constructor() {
    this.stdout.on('data', (chunk: Buffer) => {
      const lines = (this.text + chunk.toString()).split('\n');
      this.text = lines.pop() ?? '';
      for (const line of lines) this.hear(JSON.parse(line) as { id?: number });
    });
  }

  /** Sends a request; `id` names it for a notification about it. */
  ask(
    method: string,
    params: Record<string, unknown>,
  ): { id: number; answer: Promise<Record<string, unknown>> } {
    const id = (this.count += 1);
    const answer = new Promise<Record<string, unknown>>((done) => this.answers.set(id, done));
    this.write({ id, method, params });
    return { id, answer };
  }

  write(message: Record<string, unknown>): void {
    this.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  private hear(message: { id?: number }): void {
    if (message.id !== undefined) this.answers.get(message.id)?.(message);
  }
}

async function connect() {
  const pipe = new Pipe();
  const { stdin, stdout } = pipe;
  const token = await door.token();
  const given = { world: door.world, version: '0', workflow: 'refunds', token, stdin, stdout };
  const served = await serveStdio(given);
  const clientInfo = { name: 'a client', version: '1' };
  await pipe.ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }).answer;
  pipe.write({ method: 'notifications/initialized' });
  return { pipe, served };
}

const refund = (order: string, euros: number) => ({
  name: 'shop_refund',
  arguments: { order_id: order, amount: `${euros}.00 EUR` },
});

async function openCase(order: string): Promise<string | undefined> {
  const sql = `select case_id from reviews where subject = $1 and status = 'open'`;
  const { rows } = await door.database.pool.query<{ case_id: string }>(sql, [`Order ${order}`]);
  return rows[0]?.case_id;
}

test('one process is one gateway and one session', async () => {
  const { pipe, served } = await connect();
  const answer = await pipe.ask('tools/call', refund('5', 5)).answer;
  expect(answer).toMatchObject({ result: { structuredContent: { status: 'done' } } });
  pipe.stdin.end();
  await served.ended;
  await served.close();
});

test('a request that its client cancels is taken back, and nobody can approve it any more', async () => {
  const { pipe, served } = await connect();
  const { id } = pipe.ask('tools/call', refund('31', 15));
  await expect.poll(() => openCase('31')).toBeDefined();
  const caseId = (await openCase('31'))!;
  pipe.write({ method: 'notifications/cancelled', params: { requestId: id, reason: 'not any more' } });
  await expect.poll(async () => (await door.read(caseId)).proposals[0]?.end?.status).toBe('cancelled');
  await served.close();
});

test('a pipe that breaks takes nothing back', async () => {
  const { pipe, served } = await connect();
  pipe.ask('tools/call', refund('32', 15));
  await expect.poll(() => openCase('32')).toBeDefined();
  const caseId = (await openCase('32'))!;
  await served.close();
  const { proposals, review } = await door.read(caseId);
  expect(proposals[0]?.end).toBeNull();
  expect(review?.status).toBe('open');
});

test('a token that opens nothing is said to open nothing', async () => {
  const { stdin, stdout } = new Pipe();
  const given = { world: door.world, version: '0', workflow: 'refunds', token: 'remit_a_b', stdin, stdout };
  await expect(serveStdio(given)).rejects.toThrow('REMIT_TOKEN opens nothing');
});
