import type { JWTVerifyGetKey } from 'jose';
import { AppError } from '../../runtime/errors.ts';
import type { AuthSettings } from '../../workspace/auth.ts';

const ASK_MS = 5_000;
/** A description is asked for again after this long; keys are looked up again by themselves when one is not known. */
const KNOWN_MS = 3_600_000;
/** After a failure the provider is left alone for so long: a wrong address must not make each call wait. */
const FAILED_MS = 10_000;
const DESCRIPTION_BYTES_MAX = 256_000;

/** The keys of an identity provider, asked for when the first token comes and kept. */
export class IssuerKeys {
  private readonly now: () => Date;
  private known: { of: string; keys: Promise<JWTVerifyGetKey>; until: number } | null = null;

  constructor(now: () => Date) {
    this.now = now;
  }

  /** Throws `unavailable` where the provider does not say where its keys are. */
  async of({ issuer, jwks }: Pick<AuthSettings, 'issuer' | 'jwks'>): Promise<JWTVerifyGetKey> {
    const of = `${issuer} ${jwks ?? ''}`;
    const at = this.now().getTime();
    if (this.known?.of !== of || this.known.until <= at) {
      const known = { of, keys: open(issuer, jwks), until: at + KNOWN_MS };
      this.known = known;
      known.keys.catch(() => (known.until = Math.min(known.until, at + FAILED_MS)));
    }
    return this.known.keys;
  }
}

async function open(issuer: string, jwks: string | undefined): Promise<JWTVerifyGetKey> {
  const { createRemoteJWKSet } = await import('jose');
  const address = jwks ?? (await discover(issuer));
  return createRemoteJWKSet(new URL(address), { timeoutDuration: ASK_MS });
}

/** Where the keys are, as the provider's own description says (RFC 8414, or OpenID Connect Discovery). */
async function discover(issuer: string): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
  for (const place of places) {
    const said = await read(place);
    // Whoever answers must be who was asked for: else one provider could speak for another.
    if (said?.['issuer'] === issuer && typeof said['jwks_uri'] === 'string') return said['jwks_uri'];
  }
  throw new AppError('unavailable', `${issuer} does not say where its keys are.`, {
    suggestion:
      'Is the issuer in remit.yaml written as the provider writes it, slash included? Else name jwks.',
    path: 'authorization',
  });
}

async function read(place: string): Promise<Record<string, unknown> | null> {
  try {
    const signal = AbortSignal.timeout(ASK_MS);
    const answer = await fetch(place, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (!answer.ok) return null;
    const text = await answer.text();
    return text.length > DESCRIPTION_BYTES_MAX ? null : (JSON.parse(text) as Record<string, unknown>);
  } catch {
    return null;
  }
}
