import type { Pool } from 'pg';
import { addGauges } from './gauges.ts';
import { exportTraces, wantsTraces } from './export.ts';
import { Meters } from './meters.ts';

export type { Meters } from './meters.ts';

/** What this process says of itself to those who watch it from outside. */
export interface Telemetry {
  meters: Meters;
  /** All metrics in Prometheus' text format, and its content type. */
  scrape(): Promise<{ text: string; contentType: string }>;
  close(): Promise<void>;
}

/** Begins to count, and to send traces where the environment says where to. */
export async function openTelemetry(
  pool: Pool,
  { env, version, now = () => new Date() }: { env: NodeJS.ProcessEnv; version: string; now?: () => Date },
): Promise<Telemetry> {
  const meters = new Meters(version);
  addGauges(meters.registry, pool, now);
  const exporting = wantsTraces(env) ? await exportTraces(env, version) : null;
  return {
    meters,
    scrape: async () => ({ text: await meters.registry.metrics(), contentType: meters.registry.contentType }),
    close: async () => exporting?.close(),
  };
}
