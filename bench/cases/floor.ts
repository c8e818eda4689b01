import { Agent, request } from 'node:http';
import type { Pool } from 'pg';

/**
 * The floor: a state machine written by hand on the same database, six one-statement commits a case and one effect
 * over HTTP, without rules, hashes or a log. Returns cases per second.
 */
export async function floor(pool: Pool, url: string, cases: number, inFlight: number): Promise<number> {
  await pool.query('drop table if exists bench_floor');
  await pool.query(
    'create table bench_floor (id text primary key, state text not null, data jsonb not null) with (fillfactor = 70)',
  );
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const move = (id: string, from: string, to: string) =>
    pool.query({
      name: 'floor-move',
      text: 'update bench_floor set state = $3 where id = $1 and state = $2',
      values: [id, from, to],
    });
  const run = Date.now();
  let next = 0;
  async function one(): Promise<void> {
    while (next < cases) {
      const id = `f${run}-${next++}`;
      await pool.query({
        name: 'floor-open',
        text: "insert into bench_floor values ($1, 'opened', $2)",
        values: [id, JSON.stringify({ account: id })],
      });
      await send(agent, 'GET', `${url}/accounts/${id}`, id);
      await move(id, 'opened', 'known');
      await move(id, 'known', 'planned');
      await move(id, 'planned', 'ruled');
      await move(id, 'ruled', 'intended');
      await send(agent, 'POST', `${url}/credits`, id);
      await move(id, 'intended', 'closed');
    }
  }
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, one));
  const perSecond = cases / ((performance.now() - started) / 1000);
  agent.destroy();
  await pool.query('drop table bench_floor');
  return perSecond;
}

/** Commits of one row each per second, with so many clients: the raw limit of the database. */
export async function rawCommits(pool: Pool, rows: number, clients: number): Promise<number> {
  await pool.query('drop table if exists bench_raw');
  await pool.query('create table bench_raw (id bigint generated always as identity primary key, data text)');
  let left = rows;
  async function one(): Promise<void> {
    while (left-- > 0)
      await pool.query({
        name: 'raw',
        text: 'insert into bench_raw (data) values ($1)',
        values: ['x'.repeat(100)],
      });
  }
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, one));
  const perSecond = rows / ((performance.now() - started) / 1000);
  await pool.query('drop table bench_raw');
  return perSecond;
}

function send(agent: Agent, method: string, url: string, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, agent, headers: { 'idempotency-key': key, 'content-type': 'application/json' } },
      (answer) => {
        answer.resume().on('end', resolve);
      },
    );
    sent.on('error', reject);
    sent.end(
      method === 'POST'
        ? JSON.stringify({ account: key, amount: { minor: 100, currency: 'EUR' } })
        : undefined,
    );
  });
}
