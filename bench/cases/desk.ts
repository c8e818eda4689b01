import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A far end that costs as little as HTTP can, so that the figures are Remit's: it performs each key once. */
export async function startDesk(): Promise<{
  url: string;
  counts: Map<string, number>;
  /** Resolves when a key is performed. */
  next(key: string): Promise<void>;
  stop(): Promise<void>;
}> {
  const counts = new Map<string, number>();
  const awaited = new Map<string, () => void>();
  const server = createServer((request, response) => {
    const answer = (value: unknown) => {
      const text = JSON.stringify(value);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    };
    if (request.method === 'GET') {
      const id = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
      answer({
        id,
        balance: { minor: 100, currency: 'EUR' },
        status: 'good',
        since: '2024-01-01T00:00:00Z',
        orders: 3,
      });
      return;
    }
    request.resume().on('end', () => {
      const key = String(request.headers['idempotency-key'] ?? '');
      counts.set(key, (counts.get(key) ?? 0) + 1);
      awaited.get(key)?.();
      answer({ ok: true });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    counts,
    next: (key) => new Promise<void>((resolve) => awaited.set(key, resolve)),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
