import { Client } from 'pg';

const RECONNECT_PAUSE_MS = 100;
const RECONNECT_PAUSE_MS_MAX = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** What a listener hears once after every reconnection: notices may have been missed, so look for yourself. */
export const MISSED = '';

/**
 * Hears the notices of one channel on a connection of its own, and reconnects for ever when it is lost.
 *
 * `onNotice` gets each payload, and `MISSED` after a reconnection, because Postgres does not keep notices for
 * those who were away. Rejects only when the first connection fails.
 */
export async function listen(
  url: string,
  channel: string,
  onNotice: (payload: string) => void,
): Promise<{ close(): Promise<void> }> {
  const life: { closed: boolean; client: Client } = { closed: false, client: await open() };

  async function open(): Promise<Client> {
    const client = new Client({
      connectionString: url,
      application_name: `remit listens to ${channel}`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => undefined); // a lost connection is noticed by its `end`
    client.on('notification', (notice) => onNotice(notice.payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => void reopen());
    return client;
  }

  async function reopen(): Promise<void> {
    for (
      let pauseMs = RECONNECT_PAUSE_MS;
      !life.closed;
      pauseMs = Math.min(2 * pauseMs, RECONNECT_PAUSE_MS_MAX)
    ) {
      await new Promise((done) => setTimeout(done, pauseMs).unref());
      try {
        life.client = await open();
        if (life.closed) await life.client.end();
        else onNotice(MISSED);
        return;
      } catch {
        // Tried again after a longer pause: the database may be away for as long as it likes.
      }
    }
  }

  return {
    async close() {
      life.closed = true;
      await life.client.end().catch(() => undefined);
    },
  };
}
