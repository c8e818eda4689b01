/** What a delivery may hold: an order with hundreds of lines is some hundred thousand bytes. */
export const HOOK_BYTES_MAX = 5 * 1_024 * 1_024;
const DEPTH_MAX = 64;
const FORM = 'application/x-www-form-urlencoded';

/** The bytes of a request, or null where there are more than `most`: nothing beyond that is read. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array | null> {
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > most) {
      await reader.cancel();
      return null;
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts, size);
}

/**
 * What a signed body says: JSON, or JSON in the field `payload` of a form as GitHub may send it. Whatever else it is
 * stays as text, for it was signed: it waits among the arrivals rather than being sent again without end.
 */
export function readPayload(body: Uint8Array, contentType: string): unknown {
  const text = new TextDecoder().decode(body);
  const form = contentType.startsWith(FORM) ? new URLSearchParams(text) : null;
  try {
    return storable(JSON.parse(form?.get('payload') ?? text), DEPTH_MAX);
  } catch {
    return storable(form ? Object.fromEntries(form) : text, DEPTH_MAX);
  }
}

/** Puts a mark in the place of what JSON can write and a database cannot hold, and cuts what is nested without end. */
function storable(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD');
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || typeof value !== 'object') return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((part) => storable(part, depth - 1));
  const parts = Object.entries(value).map(([name, part]): [string, unknown] => [
    storable(name, 0) as string,
    storable(part, depth - 1),
  ]);
  return Object.fromEntries(parts);
}
