import { createServer } from 'node:net';
import { SUPERUSER, type Cluster } from './cluster.ts';

/**
 * Where a server listens: on a socket file in a folder, or on a port of loopback.
 *
 * A socket is the first choice. On two cores single-row commits went from 594 to 1,168 a second with one
 * client and from 5,856 to 9,666 with sixteen, and nothing listens on the network at all.
 */
export interface Address {
  port: number;
  socketFolder?: string;
}

/** Names the socket file only: every cluster has a folder of its own. */
const SOCKET_PORT = 5432;
/** The shortest limit of the systems that we run on, which is that of macOS. */
const SOCKET_PATH_BYTES_MAX = 103;
// Postgres reads the setting as a list, in which a comma or a quote would not be part of a name.
const PLAIN_PATH = /^[\w./@+ -]+$/;

/** A socket in the cluster's folder where its path allows one, else a port that nobody listens on now. */
export async function chooseAddress(cluster: Cluster): Promise<Address> {
  const socketPath = `${cluster.folder}/.s.PGSQL.${SOCKET_PORT}`;
  const isSocketPossible = process.platform !== 'win32' && socketPath.length <= SOCKET_PATH_BYTES_MAX;
  if (isSocketPossible && PLAIN_PATH.test(cluster.folder)) {
    return { port: SOCKET_PORT, socketFolder: cluster.folder };
  }
  return { port: await freePort() };
}

/** The settings that make a server listen there and nowhere else. */
export function listenSettings(address: Address): Record<string, string> {
  return {
    port: String(address.port),
    listen_addresses: address.socketFolder === undefined ? '127.0.0.1' : '',
    unix_socket_directories: address.socketFolder ?? '',
    unix_socket_permissions: '0700',
  };
}

/** A connection string for `pg`, with the password; a socket's folder stands where a host would. */
export function urlFor(cluster: Cluster, address: Address, database: string): string {
  const host = address.socketFolder === undefined ? '127.0.0.1' : encodeURIComponent(address.socketFolder);
  return `postgres://${SUPERUSER}:${cluster.password}@${host}:${address.port}/${database}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  if (address === null || typeof address === 'string') throw new Error('Loopback gave no port number.');
  return address.port;
}
