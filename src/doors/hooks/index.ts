import { STATUS_CODES } from 'node:http';
import { receive, type Received } from '../../flow/receive.ts';
import type { World } from '../../flow/index.ts';
import type { ArrivalShelf } from '../../runtime/arrivals.ts';
import { AppError } from '../../runtime/errors.ts';
import { PRESETS, type Delivery } from '../../workspace/triggers/presets/index.ts';
import type { WebhookTrigger } from '../../workspace/triggers/schema.ts';
import { HOOK_BYTES_MAX, readBytes, readPayload } from './body.ts';

/** Where webhooks come in: `/hooks/<workflow>/<trigger>`. */
export const HOOKS_PATH = '/hooks/';
/** When a sender may try again after something went wrong here. */
const RETRY_AFTER_S = 10;
/** A sender with a wrong secret says so with every delivery; the log hears it this often. */
const SAY_EVERY_MS = 60_000;

export interface HooksOptions {
  world: World;
  shelf: ArrivalShelf;
  log: (line: string) => void;
}

/** Why a delivery was turned away last: a wrong secret is found by looking here. */
export interface TurnedAwayLast {
  at: Date;
  says: string;
  times: number;
}

export interface HooksDoor {
  /** Answers one delivery. A 2xx comes only once everything in it is in the log, or waits among the arrivals. */
  answer(request: Request): Promise<Response>;
  /** Since this process began, as the next. */
  taken(workflow: string, trigger: string): { at: Date; times: number } | undefined;
  /** Nothing that was turned away is kept. */
  turnedAway(workflow: string, trigger: string): TurnedAwayLast | undefined;
}

/** Opens the door for webhooks: who may come in is shown by the signature alone, whatever the address. */
export function openHooks({ world, shelf, log }: HooksOptions): HooksDoor {
  const taken = new Map<string, { at: Date; times: number }>();
  const turned = new Map<string, TurnedAwayLast & { said: number }>();
  const turnAway = (name: string, says: string): void => {
    const at = world.now();
    const before = turned.get(name);
    const isSilent = before !== undefined && at.getTime() - before.said < SAY_EVERY_MS;
    turned.set(name, {
      at,
      says,
      times: (before?.times ?? 0) + 1,
      said: isSilent ? before.said : at.getTime(),
    });
    if (!isSilent) log(`A webhook for ${name} was turned away: ${says}.`);
  };
  return {
    async answer(request) {
      const found = triggerAt(world, new URL(request.url).pathname);
      // What is not read of a body stays in the connection, so the next request must not find it there.
      const unread = { connection: 'close' };
      if (!found) return refuse(404, 'not_found', 'No webhook is expected here.', unread);
      if (request.method !== 'POST')
        return refuse(405, 'method_not_allowed', 'Webhooks are posted.', { ...unread, allow: 'POST' });
      const body = await readBytes(request, HOOK_BYTES_MAX);
      if (!body) return refuse(413, 'too_large', `At most ${HOOK_BYTES_MAX} bytes are taken.`, unread);
      const { workflow, trigger } = found;
      const delivery = deliveryOf(request, body, trigger);
      const preset = PRESETS[trigger.from];
      if (preset.handshake?.(delivery)) return answerWith([]);
      const verified = preset.verify(delivery, trigger.secrets, world.now());
      if (!verified.ok) {
        turnAway(`${workflow}/${trigger.name}`, verified.says);
        return refuse(401, 'unauthorized', `It is not known to come from ${preset.label}: ${verified.says}.`);
      }
      const payload = readPayload(body, delivery.headers['content-type'] ?? '');
      const opened = preset.open(delivery, payload, world.now());
      if ('handshake' in opened) return answerWith([]);
      try {
        const received: Received[] = [];
        for (const arrival of opened.arrivals)
          received.push(await receive(world, shelf, { workflow, trigger: trigger.name, arrival }));
        const name = `${workflow}/${trigger.name}`;
        taken.set(name, { at: world.now(), times: (taken.get(name)?.times ?? 0) + 1 });
        return answerWith(received);
      } catch (error) {
        if (!(error instanceof AppError)) log(`A webhook for ${workflow}/${trigger.name}: ${String(error)}`);
        const says = 'It could not be taken in just now. Send it again: what came in already counts once.';
        return refuse(503, 'unavailable', says, { 'retry-after': String(RETRY_AFTER_S) });
      }
    },
    taken: (workflow, trigger) => taken.get(`${workflow}/${trigger}`),
    turnedAway(workflow, trigger) {
      const found = turned.get(`${workflow}/${trigger}`);
      return found && { at: found.at, says: found.says, times: found.times };
    },
  };
}

function triggerAt(world: World, path: string): { workflow: string; trigger: WebhookTrigger } | undefined {
  const [, workflow = '', name = ''] = /^\/hooks\/([^/]+)\/([^/]+)\/?$/.exec(path) ?? [];
  const { workflows } = world.workspace();
  const found = Object.hasOwn(workflows, workflow) ? workflows[workflow] : undefined;
  const trigger = found?.triggers.find((one) => one.name === name);
  return trigger?.kind === 'webhook' ? { workflow, trigger } : undefined;
}

function deliveryOf(request: Request, body: Uint8Array, trigger: WebhookTrigger): Delivery {
  return {
    method: request.method,
    url: trigger.address ?? request.url,
    headers: Object.fromEntries(request.headers),
    body,
  };
}

function answerWith(received: Received[]): Response {
  return Response.json({ received }, { headers: { 'cache-control': 'no-store' } });
}

function refuse(
  status: number,
  code: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json(
    { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code },
    {
      status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    },
  );
}
