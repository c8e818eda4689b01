import type { Pool } from 'pg';
import type { Sample } from '../examples/shop/start.ts';
import { HOOKS_PATH, openHooks } from './doors/hooks/index.ts';
import { answerA2a, CARD_PATH, RPC_PATH } from './doors/a2a/index.ts';
import { openHttp, type Mount } from './doors/http/index.ts';
import { MCP_PATH, McpHttp } from './doors/mcp/index.ts';
import { needTokenRight } from './doors/http/serve/auth.ts';
import { openSlack, SLACK_PATH } from './doors/slack/index.ts';
import { arrivalShelf } from './runtime/arrivals.ts';
import { openCursors } from './runtime/cursors.ts';
import { listen } from './runtime/listen.ts';
import { inPackage } from './runtime/places.ts';
import { readSecret } from './runtime/secret.ts';
import { SlackMessages } from './runtime/slack_messages.ts';
import type { Telemetry } from './runtime/telemetry/index.ts';
import { postEvent } from './sample.ts';
import type { Surroundings } from './start.ts';
import type { Wired } from './wire.ts';
import type { Watching } from './workspace/watch.ts';

/** A2A: its card and its calls, held to the same rights as the API. */
const a2aMounts: Mount[] = [CARD_PATH, RPC_PATH].map((path) => ({
  path,
  answer: (request, { world, version, auth }) =>
    answerA2a({ world, version, auth, need: needTokenRight }, request),
}));

/** The gateway: an MCP server in front of every workflow's map. */
function openGateway(): { mount: Mount; close(): Promise<void> } {
  let mcp: McpHttp | undefined;
  return {
    mount: {
      path: MCP_PATH,
      answer(request, { world, version, auth, sessions }) {
        mcp ??= new McpHttp({ world, version, auth, sessions, need: needTokenRight });
        return mcp.answer(request);
      },
    },
    close: async () => mcp?.close(),
  };
}

/** What the doors of a server are opened with. */
export interface DoorParts {
  url: string;
  pool: Pool;
  wired: Wired;
  sample: Sample | null;
  watching: Watching;
  telemetry: Telemetry;
}

/** Opens the HTTP door; where the sample business runs, its messages begin to arrive by it. */
export async function openDoor(around: Surroundings, parts: DoorParts) {
  const { url, pool, wired, sample, watching, telemetry } = parts;
  const { settings, version, say } = around;
  let feed: ReturnType<Sample['feed']> | undefined;
  let hasBegun = false;
  const gateway = openGateway();
  const hooks = openHooks({ world: wired.world, shelf: arrivalShelf(pool), log: say });
  const slack = openSlack({
    world: wired.world,
    messages: new SlackMessages(pool),
    cursors: openCursors(pool, wired.world.worker),
    hear: (onNotice) => listen(url, 'remit', onNotice),
    log: say,
  });
  const door = await openHttp({
    mounts: [
      { path: HOOKS_PATH, isOpen: true, answer: (request) => hooks.answer(request) },
      { path: SLACK_PATH, isOpen: true, answer: (request) => slack.answer(request) },
      ...a2aMounts,
      gateway.mount,
    ],
    hooks,
    world: wired.world,
    pool,
    version,
    secret: await readSecret(settings),
    sample: sample && {
      perMinute: () => feed?.perMinute() ?? 0,
      sent: () => feed?.sent() ?? 0,
      shopPage: sample.shopPage,
      setPace: (perMinute) => feed?.setPace(perMinute),
    },
    sandbox: around.sandbox !== undefined,
    faults: () => [...watching.faults],
    file: (workflow) => watching.file(workflow),
    checksAnswers: around.env['NODE_ENV'] === 'test',
    host: settings.host,
    port: settings.port,
    consoleFolder: inPackage('dist', 'console'),
    hear: (onNotice) => listen(url, 'remit', onNotice),
    log: say,
    telemetry,
    begun: () => hasBegun,
  });
  return {
    url: door.url,
    async close() {
      await gateway.close();
      await door.close();
      await slack.close();
    },
    /** Messages begin to arrive once there is somebody to take them. */
    begin() {
      hasBegun = true;
      feed = sample?.feed({
        post: (workflow, message) => postEvent(door.url, workflow, message),
        perMinute: settings.pace,
      });
    },
  };
}
