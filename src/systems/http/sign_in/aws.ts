import { createHash, createHmac } from 'node:crypto';
import type { HttpAuth } from '../../../workspace/systems/http_auth.ts';
import type { ToSign } from './index.ts';

type Aws = Extract<HttpAuth, { kind: 'aws' }>;

/**
 * AWS Signature Version 4, as the services of Amazon and those that took it over ask for it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function awsHeaders(
  { accessKey, secretKey, sessionToken, region, service }: Aws,
  request: ToSign,
  nowMs: number,
): Record<string, string> {
  const at = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${at.slice(0, 8)}/${region}/${service}/aws4_request`;
  const added: Record<string, string> = {
    'x-amz-date': at,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    // S3 asks for the body's hash in a header as well.
    ...(service === 's3' && { 'x-amz-content-sha256': sha256(request.body ?? '') }),
  };
  const signed = signedHeaders(request, added);
  const names = Object.keys(signed).join(';');
  const canonical = [
    request.method,
    canonicalPath(request.path, service),
    canonicalQuery(request.path),
    ...Object.entries(signed).map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(request.body ?? ''),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [at.slice(0, 8), region, service, 'aws4_request'].reduce<Buffer>(
    (last, part) => hmac(last, part),
    Buffer.from(`AWS4${secretKey}`),
  );
  const signature = hmac(key, toSign).toString('hex');
  const credential = `Credential=${accessKey}/${scope}`;
  return {
    ...added,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** The host, the type of the body and all of Amazon's own, by name. */
function signedHeaders({ host, headers }: ToSign, added: Record<string, string>): Record<string, string> {
  const taken = Object.entries({ ...headers, host, ...added }).filter(
    ([name]) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'),
  );
  const trimmed = taken.map(([name, value]) => [name, value.trim().replaceAll(/\s+/g, ' ')] as const);
  return Object.fromEntries(trimmed.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Encoded once more, except for S3. */
function canonicalPath(path: string, service: string): string {
  const [bare = ''] = path.split('?', 1);
  if (service === 's3') return bare === '' ? '/' : bare;
  return bare.split('/').map(encoded).join('/') || '/';
}

function canonicalQuery(path: string): string {
  const [, query = ''] = path.split('?', 2);
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  return pairs.sort().join('&');
}

/** RFC 3986: everything but letters, digits and `-._~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
