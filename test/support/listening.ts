import type { AddressInfo } from 'node:net';

/** A server that can be opened again on the port that it had. */
export function listening(
  server: { listening: boolean; address(): unknown; close(done: () => void): unknown } & {
    listen(port: number, host: string, done: () => void): unknown;
  },
) {
  return {
    open: (port: number): Promise<number> =>
      new Promise((resolve) => {
        server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
      }),
    shut: (): Promise<void> =>
      new Promise((resolve) => {
        if (server.listening) server.close(() => resolve());
        else resolve();
      }),
  };
}
