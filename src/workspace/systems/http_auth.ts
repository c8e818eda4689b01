import { z } from 'zod';
import { fromEnv, type Env } from '../env.ts';
import { entry, type Say } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import { brokenHoles, holesOf } from '../template.ts';
import type { Path } from '../yaml.ts';

/** How an HTTP system is shown who we are. All of it comes from the environment, and none of it is ever shown. */
export type HttpAuth =
  | { kind: 'basic'; user: string; password: string }
  | { kind: 'header'; name: string; value: string }
  | {
      kind: 'oauth2';
      tokenUrl: string;
      clientId: string;
      clientSecret: string;
      scope?: string;
      audience?: string;
      /** Where id and secret go: the header is what RFC 6749 asks every server to take. */
      sendIn: 'header' | 'body';
    }
  | {
      kind: 'hmac';
      secret: string;
      algorithm: 'sha1' | 'sha256' | 'sha512';
      encoding: 'hex' | 'base64';
      /** The text that is signed, with holes of `SIGNED_PARTS`. */
      signs: string;
      /** Header → text, with the same holes and `{{signature}}`. */
      headers: Record<string, string>;
    }
  | {
      kind: 'aws';
      accessKey: string;
      secretKey: string;
      sessionToken?: string;
      region: string;
      service: string;
    };

/** What the text that is signed may be made of. Times are in seconds and milliseconds, or as RFC 3339 writes them. */
export const SIGNED_PARTS = [
  'method',
  'host',
  'path',
  'query',
  'target',
  'body',
  'body_sha256',
  'nonce',
  'timestamp',
  'timestamp_ms',
  'time',
] as const;
export type SignedPart = (typeof SIGNED_PARTS)[number];

const Text = z.string().min(1);
const kinds = {
  basic: entry({ user: Text, password: z.string() }).optional(),
  bearer: Text.optional(),
  header: entry({ name: Text, value: Text }).optional(),
  oauth2: entry({
    token_url: Text,
    client_id: Text,
    client_secret: Text,
    scope: Text.optional(),
    audience: Text.optional(),
    send_in: z.enum(['header', 'body']).default('header'),
  }).optional(),
  hmac: entry({
    secret: Text,
    algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    signs: Text,
    headers: z.record(z.string(), z.string()),
  }).optional(),
  aws: entry({
    access_key: Text,
    secret_key: Text,
    session_token: Text.optional(),
    region: Text,
    service: Text,
  }).optional(),
};
type Kinds = z.infer<typeof AuthForm>;

/** `auth: {oauth2: {…}}`: exactly one way. */
export const AuthForm = entry(kinds).refine(
  (given) => Object.keys(given).length === 1,
  `needs exactly one of ${Object.keys(kinds).join(', ')}`,
);

/** The sign-in as the runtime takes it, with everything put in that the environment gives. */
export function checkAuth(given: Kinds | undefined, env: Env, say: Say): HttpAuth | undefined {
  if (!given) return undefined;
  const text = (value: string, ...path: string[]): string => fromEnv(value, env, ['auth', ...path], say);
  const { basic, bearer, header, oauth2, hmac, aws } = given;
  if (basic)
    return {
      kind: 'basic',
      user: text(basic.user, 'basic', 'user'),
      password: text(basic.password, 'basic', 'password'),
    };
  if (bearer !== undefined)
    return { kind: 'header', name: 'authorization', value: `Bearer ${text(bearer, 'bearer')}` };
  if (header)
    return { kind: 'header', name: header.name.toLowerCase(), value: text(header.value, 'header', 'value') };
  if (oauth2) return checkOauth(oauth2, text, say);
  if (hmac) return checkHmac(hmac, text, say);
  if (!aws) return undefined;
  const { access_key, secret_key, session_token, region, service } = aws;
  return {
    kind: 'aws',
    accessKey: text(access_key, 'aws', 'access_key'),
    secretKey: text(secret_key, 'aws', 'secret_key'),
    ...(session_token !== undefined && { sessionToken: text(session_token, 'aws', 'session_token') }),
    region: text(region, 'aws', 'region'),
    service,
  };
}

type InEnv = (value: string, ...path: string[]) => string;

function checkOauth(given: NonNullable<Kinds['oauth2']>, text: InEnv, say: Say): HttpAuth {
  const tokenUrl = text(given.token_url, 'oauth2', 'token_url');
  if (tokenUrl !== '' && !/^https?:\/\//.test(tokenUrl))
    say(
      ['auth', 'oauth2', 'token_url'],
      'is not an http address',
      'write one such as https://login.example/token',
    );
  return {
    kind: 'oauth2',
    tokenUrl,
    clientId: text(given.client_id, 'oauth2', 'client_id'),
    clientSecret: text(given.client_secret, 'oauth2', 'client_secret'),
    ...(given.scope !== undefined && { scope: given.scope }),
    ...(given.audience !== undefined && { audience: given.audience }),
    sendIn: given.send_in,
  };
}

function checkHmac(given: NonNullable<Kinds['hmac']>, text: InEnv, say: Say): HttpAuth {
  const { algorithm, encoding, signs } = given;
  checkParts(signs, SIGNED_PARTS, ['auth', 'hmac', 'signs'], say);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given.headers)) {
    const path = ['auth', 'hmac', 'headers', name];
    headers[name.toLowerCase()] = text(value, 'hmac', 'headers', name);
    checkParts(value.replaceAll(/\$\{[^}]*\}/g, ''), [...SIGNED_PARTS, 'signature'], path, say);
  }
  if (!Object.values(headers).some((value) => holesOf(value).some(({ path }) => path === 'signature')))
    say(['auth', 'hmac', 'headers'], 'send no {{signature}}', 'add X-Signature: "{{signature}}"');
  return { kind: 'hmac', secret: text(given.secret, 'hmac', 'secret'), algorithm, encoding, signs, headers };
}

function checkParts(text: string, parts: readonly string[], path: Path, say: Say): void {
  for (const broken of brokenHoles(text)) say(path, `has a hole that cannot be read: ${broken}`);
  for (const hole of holesOf(text))
    if (!parts.includes(hole.path)) say(path, `names {{${hole.path}}}`, suggestName(hole.path, parts));
}
