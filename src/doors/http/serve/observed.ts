import { AppError, ERROR_STATUS } from '../../../runtime/errors.ts';
import { fail, inSpan } from '../../../runtime/telemetry/spans.ts';
import type { Door } from '../door.ts';
import type { Route } from './route.ts';

const SERVER_ERROR = 500;

/** Runs a route, timed and traced by its pattern: an id in an address would make a series for each case. */
export function observed(door: Door, route: Route, request: Request, id: string): Promise<Response> {
  if (!door.telemetry) return route.run(door, request, id);
  const { meters } = door.telemetry;
  const { method, path } = route;
  const attributes = { 'http.request.method': method, 'http.route': path };
  const from = request.headers.get('traceparent') ?? undefined;
  return inSpan(`${method} ${path}`, { kind: 'SERVER', attributes, from }, async (span) => {
    const began = performance.now();
    let status = SERVER_ERROR;
    try {
      const response = await route.run(door, request, id);
      status = response.status;
      return response;
    } catch (error) {
      if (error instanceof AppError) status = ERROR_STATUS[error.code];
      throw error;
    } finally {
      const seconds = (performance.now() - began) / 1_000;
      meters.answered({ method, route: path, status: String(status) }, seconds);
      span.setAttribute('http.response.status_code', status);
      if (status >= SERVER_ERROR) fail(span, String(status));
    }
  });
}
