import type { Pool } from 'pg';
import type { FileStand } from '../../authority/changes/index.ts';
import type { World } from '../../flow/index.ts';
import type { Sessions } from '../../flow/proposals/sessions.ts';
import type { Telemetry } from '../../runtime/telemetry/index.ts';
import type { Fault } from '../../workspace/shape.ts';
import type { Auth } from './serve/auth.ts';

/** The sample business, where it runs: messages arrive at a pace that the console sets. */
export interface Sample {
  perMinute(): number;
  /** How many messages were sent since the start. */
  sent(): number;
  /** Where a person sees what was really done in the shop. */
  shopPage: string;
  setPace(perMinute: number): void | Promise<void>;
}

/** What every handler may use. */
export interface Door {
  world: World;
  pool: Pool;
  /** Remit's own version. */
  version: string;
  /** What links are signed with. */
  secret: string;
  sample: Sample | null;
  /** Nothing real can be reached: everything runs against recorded answers. */
  sandbox?: boolean;
  /** Faults of a workspace on disk that was refused, so that an older one is still in force. */
  faults: () => Fault[];
  /** How a workflow's boundary in the files stands to the one in force; absent where no files are watched. */
  file?: (workflow: string) => FileStand | undefined;
  /** Hold every answer against the contract before it is sent: for tests and development. */
  checksAnswers: boolean;
  /** Tells who calls. */
  auth: Auth;
  /** What agents from outside have read. */
  sessions: Sessions;
  /** What is counted of this process, for `/metrics`; absent where nothing is. */
  telemetry?: Telemetry;
  /** Whether the past is counted, so that what comes can be worked on; absent: it is. */
  begun?: () => boolean;
  /** What came to the door of webhooks since this process began. */
  hooks?: HookTraffic;
}

/** What a trigger's deliveries came to. */
export interface HookTraffic {
  taken(workflow: string, trigger: string): { at: Date; times: number } | undefined;
  turnedAway(workflow: string, trigger: string): { at: Date; says: string; times: number } | undefined;
}
