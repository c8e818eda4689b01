import type { Door } from '../door.ts';

/** A database that does not answer within this time is not ready. */
const DATABASE_MS = 1_000;

interface Looked {
  name: string;
  ok: boolean;
  says: string;
}

/** `/healthz`: this process answers. It asks nothing of the database, so that a restart is not the cure for one. */
export function health({ version }: Door): Response {
  return json(200, { status: 'ok', version });
}

/** `/readyz`: 200 where it can work (the database answers, the past is counted, a workspace is in force), else 503. */
export async function readiness(door: Door): Promise<Response> {
  const checks = [await database(door), workspace(door), past(door)];
  const isReady = checks.every(({ ok }) => ok);
  return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks });
}

/** `/metrics`: what this process counted and what the database knows, in Prometheus' text format. */
export async function metrics({ telemetry }: Door): Promise<Response | null> {
  if (!telemetry) return null;
  const { text, contentType } = await telemetry.scrape();
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
}

async function database({ pool }: Door): Promise<Looked> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Looked>((answer) => {
    const says = `does not answer within ${DATABASE_MS} ms`;
    timer = setTimeout(() => answer({ name: 'database', ok: false, says }), DATABASE_MS);
  });
  const asked = pool.query('select 1').then(
    (): Looked => ({ name: 'database', ok: true, says: 'answers' }),
    // Why stands in the program's own log: an address or a name of the database is nobody's business here.
    (): Looked => ({ name: 'database', ok: false, says: 'cannot be reached' }),
  );
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function workspace({ faults }: Door): Looked {
  const count = faults().length;
  const says =
    count === 0
      ? 'is in force'
      : `is in force as it was: the newer files have ${count === 1 ? 'a fault' : `${count} faults`}`;
  return { name: 'workspace', ok: true, says };
}

function past({ begun }: Door): Looked {
  const ok = begun?.() ?? true;
  return { name: 'past', ok, says: ok ? 'is counted' : 'is being counted' };
}

function json(status: number, answer: unknown): Response {
  return Response.json(answer, { status, headers: { 'cache-control': 'no-store' } });
}
