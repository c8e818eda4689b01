import type { Context } from 'hono';
import { AppError } from '../../../runtime/errors.ts';
import type { Door } from '../door.ts';
import { needTokenRight } from './auth.ts';
import { METADATA_PATH, metadataOf } from './challenge.ts';
import { FORWARDED_HEADERS, isFromElsewhere, turnAway, turnAwayPages } from './guard.ts';
import { describe, problemResponse } from './problem.ts';

/** Throws unless the request comes from this machine, or from elsewhere and shows who it is. */
export async function letIn(door: Door, context: Context): Promise<void> {
  const origins = originsOf(context);
  const settings = door.world.workspace().auth;
  const elsewhere = isFromElsewhere(origins, settings?.address);
  const away = elsewhere ? turnAwayPages(origins) : turnAway(origins);
  if (away) throw new AppError('forbidden', away.says, { suggestion: away.suggestion, path: away.path });
  const { path } = origins;
  if (!elsewhere || path.startsWith(METADATA_PATH)) return;
  const resource = path.startsWith('/mcp/') ? path : '/api';
  const caller = await door.auth.needCaller(context.req.header('authorization'), resource);
  if (path === '/metrics') needTokenRight(caller, 'metrics');
}

/** Who signs in for the resource at a path; 404 where nobody does. */
export function metadata({ world }: Door, path: string): Response {
  const { auth, workflows } = world.workspace();
  const said = metadataOf(auth, path, Object.keys(workflows));
  if (said) return Response.json(said, { headers: { 'cache-control': 'no-store' } });
  return problemResponse(describe(404, 'not_found', 'There is no such resource, or nobody signs in here.'));
}

function originsOf({ req }: Context): Parameters<typeof turnAway>[0] {
  return {
    method: req.method,
    path: req.path,
    host: req.header('host'),
    origin: req.header('origin'),
    site: req.header('sec-fetch-site'),
    mode: req.header('sec-fetch-mode'),
    forwarded: FORWARDED_HEADERS.some((name) => req.header(name) !== undefined),
  };
}
