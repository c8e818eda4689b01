import { AppError } from '../../../runtime/errors.ts';
import type { Door } from '../door.ts';
import { needMatch } from './etag.ts';
import type { Route } from './route.ts';

const CASE = '/api/cases/:id';

/**
 * Holds `If-Match` of a request that changes something against what a reader would be told now: of the same path, or of
 * the case that it is about. What happens between this look and the change is caught by the log, which refuses the
 * slower of two writers. Throws `stale` where it has changed, and `invalid` where there is nothing to hold it against.
 */
export async function holdToMatch(
  door: Door,
  table: readonly Route[],
  { route, request, id }: { route: Route; request: Request; id: string },
): Promise<void> {
  const header = request.headers.get('if-match');
  if (header === null || route.method !== 'POST') return;
  const path = route.path.startsWith(`${CASE}/`) ? CASE : route.path;
  const reader = table.find((one) => one.method === 'GET' && one.path === path);
  if (!reader) {
    throw new AppError('invalid', 'If-Match is not known here: nothing is read at this path.', {
      path: 'if-match',
    });
  }
  const headers = new Headers(request.headers);
  for (const name of ['if-match', 'if-none-match', 'content-type', 'content-length']) headers.delete(name);
  const address = new URL(request.url);
  address.search = '';
  const current = await reader.run(door, new Request(address, { headers }), id);
  needMatch(header, current.headers.get('etag') ?? '');
}
