import type { JWTPayload } from 'jose';
import { AppError } from '../../runtime/errors.ts';
import type { AuthSettings } from '../../workspace/auth.ts';
import { TOKEN_RIGHTS, type Caller, type TokenRight } from '../tokens/schema.ts';
import { IssuerKeys } from './keys.ts';

/** Kinds of signature with a key that only the provider has: never a shared secret, never none. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCKS_APART_S = 30;
const TOKEN_CHARS_MAX = 16_384;
/** Scopes of ours, where the provider knows them: `propose`, or `remit:propose` where it shares its names with others. */
const SCOPE = /^(?:remit:)?(\w+)$/;

/** Reads access tokens of the identity provider in remit.yaml: this server holds resources, and signs nobody in. */
export class SignIn {
  private readonly keys: IssuerKeys;
  private readonly now: () => Date;

  constructor(now: () => Date) {
    this.now = now;
    this.keys = new IssuerKeys(now);
  }

  /**
   * Who holds an access token that was made for this resource (`https://remit.example.org/mcp/returns`), or a sentence
   * that says why it opens nothing. Throws `unavailable` where the provider's keys cannot be had.
   */
  async holderOf(text: string, settings: AuthSettings, resource: string): Promise<Caller | string> {
    if (text.length > TOKEN_CHARS_MAX) return 'The access token is too long.';
    const { jwtVerify, errors } = await import('jose');
    const keys = await this.keys.of(settings);
    try {
      const { payload } = await jwtVerify(text, keys, {
        issuer: settings.issuer,
        audience: [resource, settings.address, `${settings.address}/`],
        algorithms: ALGORITHMS,
        clockTolerance: CLOCKS_APART_S,
        requiredClaims: ['exp', 'sub'],
        currentDate: this.now(),
      });
      return callerOf(payload, settings);
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw away(settings);
      if (error instanceof errors.JWTExpired) return 'The access token has expired.';
      if (error instanceof errors.JWTClaimValidationFailed) return sayClaim(error.claim, settings, resource);
      return 'The access token is not one that the issuer signed.';
    }
  }
}

/** What remit.yaml says of the client, else of the subject; narrowed to the scopes that the token names. */
function callerOf(payload: JWTPayload, { issuer, programs }: AuthSettings): Caller | string {
  // A token that is bound to a key of its holder is worth nothing without the proof, which is not read here.
  if (payload['cnf'] !== undefined) return 'The access token is bound to a key, which is not known here.';
  const names = [payload['client_id'], payload['azp'], payload.sub];
  const id = names.find((name): name is string => typeof name === 'string' && Object.hasOwn(programs, name));
  const program = id === undefined ? undefined : programs[id];
  if (!program) {
    const said = names.find((name) => typeof name === 'string');
    return `remit.yaml names no program "${String(said).slice(0, 80)}" under auth.`;
  }
  const scopes = scopesIn(payload);
  const rights =
    scopes.length === 0 ? program.rights : program.rights.filter((right) => scopes.includes(right));
  return { ...program, how: 'oauth', id: `${issuer} ${payload.sub ?? ''}`, rights };
}

function scopesIn(payload: JWTPayload): TokenRight[] {
  const said = payload['scope'] ?? payload['scp'];
  const words = Array.isArray(said) ? said.map(String) : typeof said === 'string' ? said.split(' ') : [];
  const names = words.map((word) => SCOPE.exec(word)?.[1]);
  return TOKEN_RIGHTS.filter((right) => names.includes(right));
}

function sayClaim(claim: string, { issuer }: AuthSettings, resource: string): string {
  if (claim === 'aud') return `The access token was not made for ${resource}.`;
  if (claim === 'iss') return `The access token is not of ${issuer}.`;
  return `The access token’s claim ${claim} is not right.`;
}

function away({ issuer }: AuthSettings): AppError {
  return new AppError('unavailable', `The keys of ${issuer} cannot be had just now.`, {
    path: 'authorization',
  });
}
