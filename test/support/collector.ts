import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as a collector receives it: OTLP over HTTP in JSON. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status?: { code?: number };
}

interface Batch {
  resourceSpans?: { scopeSpans?: { spans?: ReceivedSpan[] }[] }[];
}

/** A collector of traces on loopback, which speaks what the exporter speaks. */
export async function openCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
    /** All that was received, as text: to look for what must not be in it. */
    text: () => bodies.join('\n'),
    spans(): ReceivedSpan[] {
      const batches = bodies.map((body) => JSON.parse(body) as Batch);
      const scopes = batches.flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans = [] }) => scopeSpans),
      );
      return scopes.flatMap(({ spans = [] }) => spans);
    },
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
