import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Sessions } from '../../flow/proposals/sessions.ts';
import { TokenUses } from '../../people/tokens/index.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Door } from './door.ts';
import { describeApi } from './openapi/index.ts';
import { routes } from './routes/index.ts';
import { needTokenRight, openAuth } from './serve/auth.ts';
import { busyPort } from './serve/busy.ts';
import { openEventStreams, type EventStreams } from './serve/event_stream.ts';
import { openConsoleFiles } from './serve/files.ts';
import { Challenged, METADATA_PATH } from './serve/challenge.ts';
import { isLoopbackName, isMachineryPath } from './serve/guard.ts';
import { secure } from './serve/headers.ts';
import { letIn, metadata } from './serve/let_in.ts';
import { openLive, type LiveHub } from './serve/live.ts';
import { health, metrics, readiness } from './serve/monitoring.ts';
import { observed } from './serve/observed.ts';
import { BODY_BYTES_MAX } from './serve/parse.ts';
import { holdToMatch } from './serve/match.ts';
import { sendRead } from './serve/route.ts';
import { stopPage } from './serve/stop_page.ts';
import { describe, problemOf, problemResponse } from './serve/problem.ts';

export type { Door, Sample } from './door.ts';

const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const CONNECTIONS_MAX = 1_000;
/** How long requests under way may take to finish when the server closes. */
const CLOSE_GRACE_MS = 2_000;
const CLOSE_SWEEP_MS = 20;

export interface HttpOptions extends Omit<Door, 'auth' | 'sessions'> {
  /** A loopback address: nobody signs in yet, so nothing else is listened on. */
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** The built console: `dist/console`. */
  consoleFolder: string;
  /** Hears the notices of the database's channel `remit` until it is closed. */
  hear(onNotice: (payload: string) => void): Promise<{ close(): Promise<void> }>;
  log: (line: string) => void;
  /** Doors of their own behind the same port, which know by themselves who may come in. */
  mounts?: Mount[];
}

/** A door that takes whole requests at a path and below it. */
export interface Mount {
  /** `/hooks/` or `/a2a` */
  path: string;
  /**
   * It comes from elsewhere by any name, and shows by what it carries who it is (a signature). All others pass the same
   * guard as the API.
   */
  isOpen?: boolean;
  answer(request: Request, door: Door): Promise<Response>;
}

export interface HttpServer {
  /** `http://localhost:4700` */
  url: string;
  close(): Promise<void>;
}

/**
 * Opens the HTTP door: the API of `contract.ts`, live notices, and the console.
 * Throws an AppError when the address is not a loopback one, or somebody else listens there.
 */
export async function openHttp(options: HttpOptions): Promise<HttpServer> {
  if (!isLoopbackName(options.host)) {
    throw new AppError('refused', `Remit does not listen on ${options.host}: it has no sign-in yet.`, {
      suggestion: 'Use 127.0.0.1, and reach it from elsewhere through an SSH tunnel.',
      path: 'REMIT_HOST',
    });
  }
  const live = openLive(options.version);
  const sessions = new Sessions(options.world);
  const uses = new TokenUses(options.pool, () => options.world.now());
  const auth = openAuth(options.world, (token) => uses.note(token));
  const events = openEventStreams(options);
  const listener = listenerOf(makeApp(options, { ...options, auth, sessions }, { live, events }));
  const limits = { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS };
  const server = createServer(limits, (request, response) => void listener(request, response));
  server.maxConnections = CONNECTIONS_MAX;
  await listenOn(server, options.host, options.port);
  const ear = await options.hear((payload) => {
    auth.notice(payload);
    live.notice(payload);
    events.notice();
  });
  return {
    url: urlOf(server, options.host),
    async close() {
      await ear.close();
      live.close();
      events.close();
      await closeServer(server);
      await sessions.close();
    },
  };
}

/**
 * The adapter puts its own Request and Response in the place of everybody's. Its Request stays, for what was read of a
 * body is wrapped in another; but clients in this same process compare answers with the Response that they know.
 */
function listenerOf(app: Hono): ReturnType<typeof getRequestListener> {
  const { Response: everybodys } = globalThis;
  const listener = getRequestListener(app.fetch);
  globalThis.Response = everybodys;
  return listener;
}

/** The whole server without its socket: what a request passes, in order. */
function makeApp(options: HttpOptions, door: Door, streams: Streams): Hono {
  const app = new Hono();
  const files = openConsoleFiles(options.consoleFolder);
  app.onError((error, { req }) => {
    // What was not read of a body stays in the connection, so the next request must not find it there.
    const isUnread = req.method === 'POST' && !req.raw.bodyUsed;
    const headers: Record<string, string> = isUnread ? { connection: 'close' } : {};
    const problem = problemOf(error, options.log);
    if (error instanceof Challenged) headers['www-authenticate'] = error.challenge;
    return problemResponse(problem, headers);
  });
  app.use(secure);
  const mount = (one: Mount) => app.all(`${one.path}*`, ({ req }) => one.answer(req.raw, door));
  for (const open of options.mounts ?? []) if (open.isOpen) mount(open);
  app.use(async (context, next) => {
    await letIn(door, context);
    return next();
  });
  app.use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: tooLarge }));
  for (const guarded of options.mounts ?? []) if (!guarded.isOpen) mount(guarded);
  addRoutes(app, door);
  app.on(['GET', 'POST'], '/brake/:token', ({ req }) => stopPage(door, req.method, req.param('token') ?? ''));
  app.get('/healthz', () => health(door));
  app.get('/readyz', () => readiness(door));
  app.get('/metrics', async (_, next) => (await metrics(door)) ?? next());
  app.get(`${METADATA_PATH}/*`, ({ req }) => metadata(door, req.path.slice(METADATA_PATH.length)));
  app.get(METADATA_PATH, () => metadata(door, ''));
  app.get('/api/openapi.json', ({ req }) => sendRead(describeApi(routes, door.version), req.raw));
  openStreams(app, door, streams);
  app.all('*', async (context) => {
    const { path, method, raw } = context.req;
    const isRead = method === 'GET' || method === 'HEAD';
    const answer = isRead && !isMachineryPath(path) ? await files.answer(path, raw.headers) : null;
    return (
      answer ??
      problemResponse(describe(404, 'not_found', `There is nothing at ${method} ${path.slice(0, 200)}.`))
    );
  });
  return app;
}

/** Every operation of the contract. */
function addRoutes(app: Hono, door: Door): void {
  for (const route of routes) {
    const run = async ({ req }: Context) => {
      const id = req.param('id') ?? '';
      await holdToMatch(door, routes, { route, request: req.raw, id });
      return observed(door, route, req.raw, id);
    };
    app.on(route.method, route.path, run);
  }
  // After all of them: one path may be read by one operation and written by another.
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method);
    app.all(path, () => wrongMethod(allowed));
  }
}

/** What stays open: notices for pages, and events for programs. */
interface Streams {
  live: LiveHub;
  events: EventStreams;
}

function openStreams(app: Hono, door: Door, { live, events }: Streams): void {
  app.get('/api/live', async ({ req }) => {
    // It names cases of all workflows, and pages have no token.
    if (await door.auth.whoIs(req.header('authorization')))
      throw new AppError('forbidden', 'This stream is for the console.', {
        suggestion: 'Programs listen at /api/events.',
        path: 'authorization',
      });
    return live.open();
  });
  app.get('/api/events', async ({ req }) => {
    const authorization = req.header('authorization');
    const mayListen = async () => {
      const caller = await door.auth.whoIs(authorization, '/api');
      if (caller) needTokenRight(caller, 'read');
      return caller;
    };
    const isStillIn = () =>
      mayListen().then(
        () => true,
        () => false,
      );
    return events.open(req.raw, { caller: await mayListen(), isStillIn });
  });
}

function tooLarge(): never {
  throw new AppError('too_large', `The body is larger than ${BODY_BYTES_MAX.toLocaleString('en')} bytes.`, {
    suggestion: 'Send less at once; whole files are read with remit import.',
  });
}

function wrongMethod(allowed: string[]): Response {
  const problem = describe(405, 'method_not_allowed', `Only ${allowed.join(' and ')} is answered here.`);
  return problemResponse(problem, { allow: allowed.join(', ') });
}

async function listenOn(server: Server, host: string, port: number): Promise<void> {
  const failure = await new Promise<NodeJS.ErrnoException | null>((settle) => {
    server.once('error', settle);
    server.listen(port, host, () => settle(null));
  });
  if (failure) throw await busyPort(failure, host, port);
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  // A connection is idle only once its last answer has gone out, so they are asked again until none is left.
  const sweep = setInterval(() => server.closeIdleConnections(), CLOSE_SWEEP_MS);
  const impatience = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(impatience);
}
