import type { Period } from '../evidence/report/schema.ts';

/** How mail leaves. `mail:` of remit.yaml, with what the environment gives put in. */
export interface MailSettings {
  host: string;
  port: number;
  /** `starttls` is required and never given up; `none` is for a server on this machine only. */
  security: 'tls' | 'starttls' | 'none';
  from: string;
  /** Holds a secret, so it is not enumerable: it never shows in JSON, in a log or in a spread copy. */
  auth: { user: string; password: string } | null;
  /** Where people reach the console, for links in mails: `http://localhost:4700`. Null: mails carry no links. */
  console: string | null;
  /** Names that the environment does not set; while there are any, nothing is mailed. */
  missing: string[];
}

/** Who gets which report, and when. `reports:` of remit.yaml. */
export interface ReportSchedule {
  every: Period;
  /** Minutes after midnight of the first day after the period, in the workspace's time zone. */
  at: number;
  /** Workflows; empty: all, and the whole. */
  for: string[];
  /** People, by id. */
  to: string[];
}
