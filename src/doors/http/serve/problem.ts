import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import { AppError, ERROR_STATUS } from '../../../runtime/errors.ts';
import type { Problem } from '../contract.ts';

const ERROR_ID_BYTES = 6;

/** One wrong field of a request. */
export interface FieldProblem {
  path: string;
  says: string;
}

/** A request of which one or more fields are wrong; the first is the error's own sentence and path. */
export class FieldsError extends AppError {
  readonly problems: FieldProblem[];

  constructor(problems: FieldProblem[], suggestion?: string) {
    const [first = { path: '', says: 'is not right' }] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    const named = first.path === '' ? `The request ${first.says}` : `"${first.path}" ${first.says}`;
    super('invalid', `${named}${more}.`, {
      path: first.path,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
    this.problems = problems;
  }
}

/** Problem details (RFC 9457) for any error. What nobody foresaw gets an id for the server's log and tells nothing else. */
export function problemOf(error: unknown, log: (line: string) => void): z.infer<typeof Problem> {
  if (error instanceof AppError) {
    const problem = describe(ERROR_STATUS[error.code], error.code, error.message);
    if (error.suggestion !== undefined) problem.suggestion = error.suggestion;
    if (error.path !== undefined && error.path !== '') problem.path = error.path;
    if (error instanceof FieldsError) problem.problems = error.problems;
    return problem;
  }
  const id = randomBytes(ERROR_ID_BYTES).toString('hex');
  log(`Error ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return {
    ...describe(500, 'internal', `Something went wrong inside Remit. Its log says more under ${id}.`),
    suggestion: 'Try it once more; if it happens again, report it with this number.',
  };
}

export function describe(status: number, code: string, detail: string): z.infer<typeof Problem> {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, code };
}

export function problemResponse(
  problem: z.infer<typeof Problem>,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
