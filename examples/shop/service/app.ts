import { setTimeout as wait } from 'node:timers/promises';
import { type Context, Hono } from 'hono';
import { ZodError } from 'zod';
import { offerAdmin } from './admin.ts';
import { Fault, faultBox } from './faults.ts';
import type { ShopSeed } from './model.ts';
import { Unknown } from './performer.ts';
import { WRITES } from './performers.ts';
import { offerReads } from './reads.ts';
import type { Store } from './store.ts';

const KEY_CHARS_MAX = 255;
const BODY_BYTES_MAX = 32 * 1024 * 1024;

/** The shop's HTTP face: reads, writes under idempotency keys, and the page that shows what was done. */
export function shopApp(store: Store, now: () => Date): Hono {
  const app = new Hono();
  const faults = faultBox();
  app.use(async (c, next) => {
    const fault = c.req.path.startsWith('/admin') ? undefined : faults.take(c.req.method, c.req.path);
    if (fault?.delay_ms) await wait(fault.delay_ms);
    if (fault?.status) return c.json({ says: 'The shop is playing a fault.' }, fault.status as 500);
    await next();
    if (fault?.drop_after_write) hangUp(c);
  });
  app.onError((error, c) => {
    if (error instanceof Unknown) return c.json({ says: error.message }, 404);
    if (error instanceof ZodError)
      return c.json({ says: 'The body does not fit.', issues: error.issues }, 400);
    console.error(error);
    return c.json({ says: 'The shop stumbled.' }, 500);
  });
  app.notFound((c) => c.json({ says: `There is nothing at ${c.req.path}.` }, 404));

  for (const [name, write] of Object.entries(WRITES)) {
    app.on(write.method, write.path, (c) => performWrite(c, name, store, now));
  }
  app.post('/admin/faults', async (c) => {
    faults.add(Fault.parse(await jsonBody(c)));
    return c.json({ faults: faults.all() });
  });
  app.delete('/admin/faults', (c) => {
    faults.clear();
    return c.json({ faults: [] });
  });
  app.post('/admin/seed', async (c) => {
    await store.plant((await jsonBody(c)) as Partial<ShopSeed>);
    return c.json({ ok: true });
  });
  offerReads(app, store, now);
  offerAdmin(app, store, now);
  return app;
}

async function performWrite(c: Context, name: string, store: Store, now: () => Date): Promise<Response> {
  const body = await jsonBody(c);
  const params = c.req.param() as Record<string, string>;
  const given = c.req.header('idempotency-key')?.trim();
  if (given && given.length > KEY_CHARS_MAX) return c.json({ says: 'The key is too long.' }, 400);
  const key = given || `no key ${crypto.randomUUID()}`;
  const answered = await store.write({
    name,
    key,
    path: `${c.req.method} ${c.req.path}`,
    params,
    body,
    at: now(),
  });
  if (answered.kind === 'other_body') {
    return c.json({ says: 'This key was used for something else before; nothing was done.' }, 422);
  }
  if (answered.kind === 'refused') return c.json({ says: answered.says }, answered.status);
  if (answered.replayed) c.header('Idempotency-Replayed', 'true');
  return c.json(answered.answer, answered.replayed ? 200 : 201);
}

async function jsonBody(c: Context): Promise<unknown> {
  if (Number(c.req.header('content-length') ?? 0) > BODY_BYTES_MAX)
    throw new Unknown('The body is too large.');
  const text = await c.req.text();
  if (!text) return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ZodError([{ code: 'custom', path: [], message: 'The body is not JSON.', input: undefined }]);
  }
}

/** Cuts the line under a request: what was asked is done, and whoever asked never hears of it. */
function hangUp(c: Context): void {
  const { outgoing } = c.env as { outgoing?: { destroy(): void } };
  outgoing?.destroy();
}
