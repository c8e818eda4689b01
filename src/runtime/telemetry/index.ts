import type { Pool } from 'pg';
import { addGauges } from './gauges.ts';
import { Meters } from './meters.ts';
import { wantsTraces } from './wanted.ts';

export type { Meters } from './meters.ts';

/** What this process says of itself to those who watch it from outside. */
export interface Telemetry {
  meters: Meters;
  /** From now on what the database knows is said as well; `systems` names those in force. */
  watch(pool: Pool, systems: () => string[]): void;
  /** All metrics in Prometheus' text format, and its content type. */
  scrape(): Promise<{ text: string; contentType: string }>;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

/** Begins to count, and to send traces where the environment says where to. */
export async function openTelemetry(env: NodeJS.ProcessEnv, version: string): Promise<Telemetry> {
  const meters = new Meters(version);
  const exporting = wantsTraces(env) ? (await import('./export.ts')).exportTraces(env, version) : null;
  return {
    meters,
    watch: (pool, systems) => addGauges(meters.registry, pool, () => new Date(), systems),
    scrape: async () => ({ text: await meters.registry.metrics(), contentType: meters.registry.contentType }),
    close: async () => exporting?.close(),
  };
}
