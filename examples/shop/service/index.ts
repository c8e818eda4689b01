import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { shopApp } from './app.ts';
import type { ShopSeed } from './model.ts';
import { openStore } from './store.ts';

export interface RunningShop {
  url: string;
  /** Nothing was ever planted here. */
  fresh: boolean;
  plant(seed: Partial<ShopSeed>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the shop on the loopback address. `port` 0 takes any free one; a busy port rejects with EADDRINUSE.
 * Everything that was answered is in `folder`, whatever happens to the process.
 */
export async function startShop({
  port,
  folder,
  now = () => new Date(),
}: {
  port: number;
  folder: string;
  now?: () => Date;
}): Promise<RunningShop> {
  const store = await openStore(folder);
  const server = createAdaptorServer({ fetch: shopApp(store, now).fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${taken}`,
    fresh: store.state.products.size === 0,
    plant: (seed) => store.plant(seed),
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
      await store.close();
    },
  };
}
