import type { Pool } from 'pg';
import type { Usual } from '../evidence/schema.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import { readUsual } from './usual_history.ts';

/** What is known is read again after this long, when somebody asks. */
export const USUAL_EVERY_MS = 60_000;
/** Reading it takes at most this part of the time: a large history is read less often. */
const READING_SHARE = 0.05;

/**
 * What is usual in each workflow, read from the actions of the last 90 days. It is read in the background, at most
 * once a minute and only while somebody asks; between two readings an action is held against the older one.
 */
export class Usuals {
  private readonly pool: Pool;
  private readonly workspace: () => Workspace;
  private readonly now: () => Date;
  private readonly onFault: (error: unknown) => void;
  private known = new Map<string, Usual>();
  private nextAt = 0;
  private reading: Promise<void> | null = null;

  constructor(options: {
    pool: Pool;
    workspace: () => Workspace;
    now: () => Date;
    onFault: (error: unknown) => void;
  }) {
    this.pool = options.pool;
    this.workspace = options.workspace;
    this.now = options.now;
    this.onFault = options.onFault;
  }

  /** What is usual as far as it is known; null where the workflow does not watch it or nothing was read yet. */
  of(workflow: Workflow): Usual | null {
    if (workflow.anomalies === 'off') return null;
    if (this.now().getTime() >= this.nextAt) this.refresh().catch(this.onFault);
    return this.known.get(workflow.name) ?? null;
  }

  /** Reads it now; calls while a reading is under way share it. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => (this.reading = null));
    return this.reading;
  }

  /** Reads no more; resolves when a reading that is under way has ended. */
  async stop(): Promise<void> {
    this.nextAt = Infinity;
    await this.reading?.catch(() => undefined);
  }

  private async read(): Promise<void> {
    const { currency, timeZone, workflows } = this.workspace();
    const [began, start] = [this.now().getTime(), performance.now()];
    this.nextAt = began + USUAL_EVERY_MS;
    const watched = Object.values(workflows).filter(({ anomalies }) => anomalies !== 'off');
    const names = watched.map(({ name }) => name);
    this.known = await readUsual(this.pool, { workflows: names, currency, timeZone, now: new Date(began) });
    const tookMs = performance.now() - start;
    if (this.nextAt < Infinity) this.nextAt = began + Math.max(USUAL_EVERY_MS, tookMs / READING_SHARE);
  }
}
