import type { HttpAuth } from '../../../workspace/systems/http_auth.ts';
import { awsHeaders } from './aws.ts';
import { basic } from './basic.ts';
import { hmacHeaders } from './hmac.ts';
import { TokenHolder } from './oauth.ts';

/** A request as far as a sign-in may depend on it. */
export interface ToSign {
  method: string;
  host: string;
  /** Path with query, encoded. */
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** Headers that show who we are; or why there are none, and whether that may pass. */
export type Signed =
  | { ok: true; headers: Record<string, string> }
  | { ok: false; says: string; mayPass: boolean; retryAfterMs?: number };

export interface SignIn {
  sign(request: ToSign, signal: AbortSignal): Promise<Signed>;
  /** The system did not know us. True when other headers would be worth one more try. */
  renew(used: Record<string, string>): boolean;
  /** What was given to us in confidence meanwhile, to be cut out of what a system says. */
  secrets(): string[];
  close(): void;
}

/** How a system is shown who we are. Times are taken from `now` (milliseconds since 1970). */
export function openSignIn(auth: HttpAuth | undefined, timeoutMs: number, now: () => number): SignIn {
  if (auth?.kind === 'oauth2') return new TokenHolder(auth, timeoutMs, now);
  return {
    sign: (request) => Promise.resolve({ ok: true, headers: headersFor(auth, request, now()) }),
    renew: () => false,
    // It holds the password, and whoever reads it can turn it back.
    secrets: () => (auth?.kind === 'basic' ? [basic(auth.user, auth.password).slice('Basic '.length)] : []),
    close: () => undefined,
  };
}

function headersFor(
  auth: Exclude<HttpAuth, { kind: 'oauth2' }> | undefined,
  request: ToSign,
  nowMs: number,
): Record<string, string> {
  switch (auth?.kind) {
    case undefined:
      return {};
    case 'basic':
      return { authorization: basic(auth.user, auth.password) };
    case 'header':
      return { [auth.name]: auth.value };
    case 'hmac':
      return hmacHeaders(auth, request, nowMs);
    case 'aws':
      return awsHeaders(auth, request, nowMs);
  }
}
