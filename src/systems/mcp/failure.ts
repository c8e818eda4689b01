import { NeverSent, TooLarge } from './bounded.ts';
import { NoConnection } from './connect.ts';

/**
 * What went wrong with a call, as far as anybody can know. Only `not_sent` and `refused` are surely not done.
 * `isLost`: the connection is of no use any more.
 */
export interface Failure {
  why: 'not_sent' | 'refused' | 'timeout' | 'stopped' | 'cut' | 'too_large' | 'odd';
  says: string;
  isLost?: boolean;
}

/** JSON-RPC errors by which a server says that it did not even begin. */
const NEVER_BEGUN: Record<number, string> = {
  [-32_600]: 'says that the call is not proper',
  [-32_601]: 'does not know this call',
  [-32_602]: 'says that the arguments are not proper',
  [-32_021]: 'asks for something that Remit does not offer to it',
  [-32_022]: 'does not speak this version of the protocol',
};
/** How much of a server's own words about an error is kept, in characters. */
const SAYS_CHARS_MAX = 300;
/** Errors wrap others; nobody wraps them deeper than this. */
const CAUSES_MAX = 5;

/** Reads an error of the SDK, of `fetch` or of a child process. */
export function failureOf(error: unknown, signal: AbortSignal, timeoutMs: number): Failure {
  if (signal.aborted) return { why: 'stopped', says: 'was stopped before the answer came' };
  if (error instanceof NoConnection)
    return { why: error.isFinal ? 'refused' : 'not_sent', says: error.message };
  if (!(error instanceof Error)) return { why: 'odd', says: 'failed without a reason' };
  const large = holds(error, TooLarge);
  if (large) return { why: 'too_large', says: large.message, isLost: true };
  const unsent = holds(error, NeverSent);
  if (unsent) return { why: 'not_sent', says: unsent.message, isLost: true };
  const code = 'code' in error ? error.code : undefined;
  const brand = brandOf(error);
  if (SIGN_IN.has(brand)) return signInFailure(brand, code);
  if (code === 'ENOENT' || code === 'EACCES')
    return { why: 'not_sent', says: 'did not start: its command is not there or may not be run' };
  if (typeof code === 'number') return protocolFailure(code, error.message);
  const status = statusOf(error);
  if (status !== undefined) return statusFailure(status);
  switch (code) {
    case 'REQUEST_TIMEOUT':
      return { why: 'timeout', says: `did not answer within ${timeoutMs / 1000} s` };
    case 'NOT_CONNECTED':
      return { why: 'not_sent', says: 'is not connected', isLost: true };
    case 'CONNECTION_CLOSED':
      return { why: 'cut', says: 'cut the connection', isLost: true };
    case 'UNSUPPORTED_RESULT_TYPE':
      return { why: 'odd', says: 'asks back for more, which a plan cannot answer' };
    default:
      return {
        why: 'cut',
        says: 'broke off or answered with something that is not the protocol',
        isLost: true,
      };
  }
}

/** What the SDK throws before a call is made, where it cannot sign in, by the brands of its errors. */
const MISMATCH = new Set(['mcp.AuthorizationServerMismatchError', 'mcp.IssuerMismatchError']);
const SIGN_IN = new Set(['mcp.OAuthError', 'mcp.UnauthorizedError', ...MISMATCH]);

function signInFailure(brand: string, code: unknown): Failure {
  const says = MISMATCH.has(brand)
    ? 'names another authorization server than the one in its file'
    : `does not accept how we sign in${typeof code === 'string' ? ` (${code})` : ''}`;
  return { why: 'refused', says, isLost: true };
}

/** The SDK marks its classes by a brand, since names change when code is bundled. */
function brandOf(error: Error): string {
  const { mcpBrand } = error.constructor as { mcpBrand?: unknown };
  return typeof mcpBrand === 'string' ? mcpBrand : '';
}

function protocolFailure(code: number, message: string): Failure {
  const words = message.replace(/^MCP error -?\d+: /, '').slice(0, SAYS_CHARS_MAX);
  const begins = NEVER_BEGUN[code];
  if (begins !== undefined) return { why: 'refused', says: `${begins} (${code}): ${words}` };
  return { why: 'odd', says: `failed (${code}): ${words}` };
}

/** A status instead of an answer: the call did not reach the tool, except where a proxy says that it waited in vain. */
function statusFailure(status: number): Failure {
  if (status === 401 || status === 403)
    return { why: 'refused', says: `does not accept how we sign in (${status})`, isLost: true };
  // A session that the server has forgotten: 404 by the protocol, 400 by older servers. The next one is a new one.
  if (status === 404 || status === 400)
    return {
      why: 'not_sent',
      says: `does not know our session, or nothing is at this address (${status})`,
      isLost: true,
    };
  if (status === 425 || status === 429) return { why: 'not_sent', says: `is busy (${status})` };
  if (status >= 400 && status < 500 && status !== 408)
    return { why: 'refused', says: `refused (${status})`, isLost: true };
  return { why: 'odd', says: `failed (${status})`, isLost: true };
}

/** The HTTP status that an SDK error carries, also within the error of a first contact. */
function statusOf(error: Error): number | undefined {
  for (
    let at: unknown = error, depth = 0;
    at instanceof Error && depth < CAUSES_MAX;
    at = at.cause, depth++
  ) {
    const data = 'data' in at ? at.data : undefined;
    if (data !== null && typeof data === 'object' && 'status' in data && typeof data.status === 'number')
      return data.status;
  }
  return undefined;
}

function holds<T extends Error>(error: Error, kind: abstract new (...args: never[]) => T): T | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < CAUSES_MAX; at = at.cause, depth++)
    if (at instanceof kind) return at;
  return undefined;
}
