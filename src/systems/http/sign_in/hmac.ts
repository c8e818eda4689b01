import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { HttpAuth, SignedPart } from '../../../workspace/systems/http_auth.ts';
import { holesOf } from '../../../workspace/template.ts';
import type { ToSign } from './index.ts';

type Hmac = Extract<HttpAuth, { kind: 'hmac' }>;

/** Signs a text made of the request with a shared secret (RFC 2104), and puts it where the file says. */
export function hmacHeaders(
  { secret, algorithm, encoding, signs, headers }: Hmac,
  request: ToSign,
  nowMs: number,
  nonce: string = randomUUID(),
): Record<string, string> {
  const parts = partsOf(request, nowMs, nonce);
  const signature = createHmac(algorithm, secret).update(filled(signs, parts)).digest(encoding);
  return Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, filled(text, { ...parts, signature })]),
  );
}

function partsOf(
  { method, host, path, body = '' }: ToSign,
  nowMs: number,
  nonce: string,
): Record<SignedPart, string> {
  const [bare = '', query = ''] = path.split('?', 2);
  return {
    method,
    host,
    path: bare,
    query,
    target: path,
    body,
    body_sha256: createHash('sha256').update(body).digest('hex'),
    nonce,
    timestamp: String(Math.floor(nowMs / 1000)),
    timestamp_ms: String(nowMs),
    time: new Date(nowMs).toISOString(),
  };
}

/** Every part exactly as it is: a signature is over bytes, so nothing is written as people read it. */
function filled(text: string, parts: Record<string, string>): string {
  let made = '';
  let at = 0;
  for (const hole of holesOf(text)) {
    made += text.slice(at, hole.start) + (parts[hole.path] ?? '');
    at = hole.end;
  }
  return made + text.slice(at);
}
