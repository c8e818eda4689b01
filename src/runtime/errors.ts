/** A caller's mistake: what is wrong, where, and what to do. Doors translate it; it never means a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly suggestion?: string;
  readonly path?: string;

  constructor(code: ErrorCode, message: string, more: { suggestion?: string; path?: string } = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    if (more.suggestion !== undefined) this.suggestion = more.suggestion;
    if (more.path !== undefined) this.path = more.path;
  }
}

/** Every code with the HTTP status that the doors give it. */
export const ERROR_STATUS = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  stale: 412,
  too_large: 413,
  refused: 422,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;
