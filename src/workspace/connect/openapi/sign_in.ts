import { asAddress, asJson, asText, type Description, type Json } from './description.ts';
import { upper } from './names.ts';
import type { Operation } from './operations.ts';

/** The `auth` of the file, the names of the environment that it needs, and what is to be said about it. */
export interface DraftedSignIn {
  auth: Record<string, unknown> | undefined;
  env: string[];
  doubts: string[];
}

/** The best way of those that the chosen operations take: client credentials, then a token, a key, a password. */
export function signInOf(description: Description, operations: Operation[], system: string): DraftedSignIn {
  const schemes = asJson(asJson(description.root['components'])['securitySchemes']);
  const asked = new Set(operations.flatMap(({ security }) => security.flatMap((one) => Object.keys(one))));
  const names = asked.size > 0 ? [...asked] : [];
  const ways = names
    .map((name) => wayOf(description.resolve(schemes[name])?.value ?? {}, upper(system)))
    .filter((way) => way !== undefined)
    .sort((a, b) => a.rank - b.rank);
  const [best] = ways;
  if (!best) {
    const doubts =
      names.length > 0 ? [`It asks for ${names.join(', ')}, which is not known here: see auth.`] : [];
    return { auth: undefined, env: [], doubts };
  }
  return { auth: best.auth, env: best.env, doubts: best.doubt === undefined ? [] : [best.doubt] };
}

interface Way {
  rank: number;
  auth: Record<string, unknown>;
  env: string[];
  doubt?: string;
}

function wayOf(scheme: Json, prefix: string): Way | undefined {
  const [token, key, user, password] = ['TOKEN', 'KEY', 'USER', 'PASSWORD'].map((end) => `${prefix}_${end}`);
  const kind = scheme['type'];
  const bearer = { auth: { bearer: `\${${token}}` }, env: [token ?? ''] };
  if (kind === 'oauth2') {
    const flow = asJson(asJson(scheme['flows'])['clientCredentials']);
    const given = asAddress(flow['tokenUrl']);
    if (given === undefined)
      return {
        rank: 5,
        ...bearer,
        doubt: 'It knows OAuth 2 for people only: get a token for a service account.',
      };
    const isWhole = /^https?:\/\//.test(given);
    const url = isWhole ? given : `\${${prefix}_TOKEN_URL}`;
    const [id, secret] = [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`];
    const scope = Object.keys(asJson(flow['scopes'])).join(' ');
    const oauth2 = { token_url: url, client_id: `\${${id}}`, client_secret: `\${${secret}}` };
    return {
      rank: 1,
      auth: { oauth2: { ...oauth2, ...(scope !== '' && { scope }) } },
      env: [id, secret, ...(isWhole ? [] : [`${prefix}_TOKEN_URL`])],
      ...(scope.includes(' ') && {
        doubt: 'Every scope is asked for: keep only those that these reads and writes need.',
      }),
    };
  }
  if (kind === 'http' && /^bearer$/i.test(asText(scheme['scheme']) ?? '')) return { rank: 2, ...bearer };
  if (kind === 'openIdConnect')
    return {
      rank: 5,
      ...bearer,
      doubt: 'It signs people in by OpenID Connect: get a token for a service account.',
    };
  if (kind === 'apiKey' && scheme['in'] === 'header') {
    const name = asText(scheme['name']) ?? 'X-Api-Key';
    return { rank: 3, auth: { header: { name, value: `\${${key}}` } }, env: [key ?? ''] };
  }
  if (kind === 'http' && /^basic$/i.test(asText(scheme['scheme']) ?? '')) {
    return {
      rank: 4,
      auth: { basic: { user: `\${${user}}`, password: `\${${password}}` } },
      env: [user ?? '', password ?? ''],
    };
  }
  return undefined;
}
