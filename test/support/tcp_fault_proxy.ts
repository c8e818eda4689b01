import { connect, createServer, type Socket } from 'node:net';
import { listening } from './listening.ts';

export interface TcpFaultProxy {
  host: string;
  port: number;
  /** How many connections came by. */
  connections(): number;
  /**
   * From now on: answers come `slowMs` later; or every connection breaks after `cutAfterBytes` of answer; or nothing
   * goes wrong. Connections that are open already are held to it as well.
   */
  faults(given: { slowMs?: number; cutAfterBytes?: number }): void;
  /** Cuts every connection now, and refuses new ones until `up` is called. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** The same for anything over TCP: a database, a mail server. It reads nothing of what it passes on. */
export async function openTcpFaultProxy({
  to,
}: {
  to: { host: string; port: number };
}): Promise<TcpFaultProxy> {
  let fault: { slowMs?: number; cutAfterBytes?: number } = {};
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    connections += 1;
    const far = connect(to.port, to.host);
    let bytes = 0;
    const end = (): void => {
      near.destroy();
      far.destroy();
      open.delete(near);
    };
    open.add(near);
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => {
      bytes += chunk.length;
      if (fault.cutAfterBytes !== undefined && bytes > fault.cutAfterBytes) return end();
      if (fault.slowMs === undefined) near.write(chunk);
      else setTimeout(() => near.writable && near.write(chunk), fault.slowMs);
    });
    for (const socket of [near, far]) socket.on('error', end).on('close', end);
  });
  const line = listening(server);
  const port = await line.open(0);
  const cut = async (): Promise<void> => {
    for (const socket of open) socket.destroy();
    await line.shut();
  };
  return {
    host: '127.0.0.1',
    port,
    connections: () => connections,
    faults: (given) => void (fault = given),
    down: cut,
    up: async () => void (await line.open(port)),
    close: cut,
  };
}
