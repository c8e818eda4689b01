import type { Pool } from 'pg';
import { cpuMs } from '../cases/cpu.ts';
import { openPostgres } from '../real/open.ts';
import { StoreBusiness, type Way } from './business.ts';
import { account } from './check.ts';
import type { Errand, Store } from './data.ts';
import { anyFault, TIMEOUT } from './faults.ts';

const SEED = 500;
const WAYS: Way[] = ['model', 'gateway'];

/**
 * All requests by a scripted model, and all by an agent from outside at the gateway: each on untouched data, in a row on
 * the same data, and in a row once more with faults between Remit and the shop. Throws where the data is not as the
 * tools alone leave it, or a call was performed otherwise than once.
 */
export async function throughAgents(store: Store, requests: Errand[]): Promise<void> {
  const database = await openPostgres();
  const { pool, url } = database;
  const onFault = (id: string, error: unknown) => console.error(id, error);
  const business = await StoreBusiness.open({ pool, url, store, requests, onFault });
  for (const way of WAYS) {
    await run(business, pool, { way, title: 'untouched', fresh: true });
    await run(business, pool, { way, title: 'in a row' });
  }
  await business.close();
  const faulty = await StoreBusiness.open({ pool, url, store, requests, onFault, timeout: TIMEOUT });
  faulty.line.faults(anyFault(SEED));
  for (const way of WAYS) {
    await run(faulty, pool, { way, title: 'faults' });
  }
  const failed = faulty.line.seen.filter(({ fault }) => fault !== null).length;
  console.log(`  ${failed} of ${faulty.line.seen.length} calls between Remit and the shop went wrong`);
  await faulty.close();
  await database.stop();
}

async function run(
  business: StoreBusiness,
  pool: Pool,
  { way, title, fresh = false }: { way: Way; title: string; fresh?: boolean },
): Promise<void> {
  const { service, reviewer, requests, shelf } = business;
  business.restore();
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const backend = rows[0]?.pid ?? 0;
  const from = service.performed.length;
  const before = { ...reviewer.decided, cpu: cpuMs(backend), at: performance.now() };
  const others = await business.performAll(way, `${way} ${title}`, { fresh });
  const seconds = (performance.now() - before.at) / 1000;
  const cpu = cpuMs(backend);
  const { done, refused, sentAgain, wrong } = account(service, from, requests);
  const { approved, handled, settled } = reviewer.decided;
  const digests = shelf.digests();
  const each = (ms: number) => (ms / requests.length).toFixed(1);
  console.log(
    `${way}, ${title}: ${requests.length} requests in ${seconds.toFixed(1)} s, ${(requests.length / seconds).toFixed(0)} a second, ` +
      `CPU-ms each ${each(cpu.here - before.cpu.here)} here + ${each(cpu.database - before.cpu.database)} database`,
  );
  console.log(
    `  ${done} calls done, ${refused} refused by the shop; ${approved - before.approved} approved, ` +
      `${handled - before.handled} closed by hand, ${settled - before.settled} settled; ` +
      `${sentAgain} keys sent again, ${wrong.length} calls not performed once`,
  );
  const isSame = digests.behind === digests.direct;
  console.log(
    `  data ${digests.behind} ${isSame ? 'is what the tools alone leave' : `is NOT ${digests.direct}`}`,
  );
  if (others.length > 0 || wrong.length > 0 || !isSame)
    throw new Error(`requests ${others.join(', ')} left other data; ${wrong.slice(0, 5).join('; ')}`);
}
