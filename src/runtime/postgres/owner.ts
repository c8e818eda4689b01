import { Client } from 'pg';

/** Any fixed number will do; this one spells "remit". */
const OWNER_LOCK = 0x72656d6974;
const CONNECT_TIMEOUT_MS = 3_000;

/** A session of ours with the server. While it holds the owner's lock, the home is ours alone. */
export type Session = Client;

export type Reached =
  | { state: 'ready'; session: Session }
  /** The server is there and is starting, recovering or stopping. */
  | { state: 'busy' }
  /** Nobody answers, or somebody who is not this cluster's server. */
  | { state: 'absent'; why: string };

/** Opens a session, or says what stands in the way. */
export async function reach(url: string): Promise<Reached> {
  const session = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: `remit ${process.pid}`,
    keepAlive: true,
  });
  session.on('error', () => undefined); // a lost session is noticed by its `end`
  try {
    await session.connect();
    return { state: 'ready', session };
  } catch (error) {
    await session.end().catch(() => undefined);
    const CANNOT_CONNECT_NOW = '57P03';
    if ((error as { code?: string }).code === CANNOT_CONNECT_NOW) return { state: 'busy' };
    return { state: 'absent', why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Takes the owner's lock on this session. The lock lives in the server and ends with the session, so it
 * outlives no process, not even one that is killed. Returns the holder's process id when it is taken.
 */
export async function takeOwnership(session: Session): Promise<{ owned: boolean; holder?: number }> {
  const taken = await session.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [OWNER_LOCK]);
  if (taken.rows[0]?.got) return { owned: true };
  const holder = await session.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32 | l.objid::bigint) = $1`,
    [OWNER_LOCK],
  );
  return { owned: false, holder: Number(holder.rows[0]?.application_name.replace('remit ', '')) };
}

/** Makes the database of Remit unless it is there. */
export async function ensureDatabase(session: Session, name: string): Promise<void> {
  const found = await session.query('select 1 from pg_database where datname = $1', [name]);
  if (found.rowCount === 0) await session.query(`create database ${session.escapeIdentifier(name)}`);
}
