import type { GatewayCall } from './gateway.ts';
import type { Money } from './money.ts';
import type { Right, Stage } from '../authority/schema.ts';
import type { Boundary } from '../boundary/schema.ts';
import type { OutgoingHook } from './outgoing.ts';
import type { AuthSettings } from './auth.ts';
import type { MailSettings, ReportSchedule } from './reporting.ts';
import type { AgentLimits, Attention, BusinessHours, Check, LadderStep, StepDown } from './rollout.ts';
import type { StandingLimits } from '../learning/standing/schema.ts';
import type { Fault, Shape } from './shape.ts';
import type { ModelRef, PartsRef } from './asking.ts';
import type { ModelFile } from './models.ts';
import type { SlackSettings } from './slack.ts';
import type { SystemFile } from './systems/schema.ts';
import type { Trigger } from './triggers/schema.ts';

export type { HttpRoute, ReadOffer, SystemFile, WriteOffer } from './systems/schema.ts';

/** A business as its folder of plain files describes it, checked as a whole. Parsed by `load.ts`. */
export interface Workspace {
  name: string;
  folder: string;
  /** SHA-256 over all files: the version of the workspace. */
  hash: string;
  currency: string;
  timeZone: string;
  /** BCP 47: how amounts and times are written in messages and on pages. */
  locale: string;
  people: Person[];
  roles: string[];
  /** Who may widen a stage, release a brake, change a boundary, roll back: the roles, for each right. */
  may: Record<Right, string[]>;
  /** A change of boundary by one person must be accepted by another. */
  changesNeedTwo: boolean;
  /** When people work: deadlines `in business hours` count only these. Null: always. */
  hours: BusinessHours | null;
  /** What an hour of a role's work costs, for hours won and return on cost. */
  costPerHour: Record<string, Money>;
  /** How programs sign in with an identity provider; null: they have tokens of Remit alone. */
  auth: AuthSettings | null;
  /** How mail leaves; null: it does not, and reports are pages only. */
  mail: MailSettings | null;
  reports: ReportSchedule[];
  /** Where people are told and asked in Slack; null: nowhere. */
  slack: SlackSettings | null;
  /** Where events go out by webhooks. */
  hooks: OutgoingHook[];
  /** Models that agents may be made of, by their names. */
  models?: Record<string, ModelFile>;
  systems: Record<string, SystemFile>;
  workflows: Record<string, Workflow>;
}

/** A role that may decide everything that any other role may. */
export const OWNER = 'owner';

export interface Person {
  id: string;
  name: string;
  roles: string[];
  /** Where a requester is known by a mail address, this tells who they are. */
  email?: string;
}

/** `workflows/<name>/` */
export interface Workflow {
  name: string;
  label: string;
  purpose: string;
  pressure: string;
  version: string;
  kinds: Kind[];
  /** Event fields; `subject` and `source_id` are templates over `event`. */
  event: {
    fields: Record<string, Shape>;
    subject: string;
    title: string;
    text?: string;
    /** Who wrote, as people read it: `{{event.name}}`. */
    from?: string;
  };
  /** What brings its events by itself: webhooks, mail, files, the clock. */
  triggers: Trigger[];
  /** A closed case reopens (as rework) when its subject comes back within this time. */
  reopenWithinMs: number;
  /** The source-of-truth map: fact name → read and its arguments, as templates over `event` and other facts. */
  context: Record<string, FactSource>;
  /** What each fact of the context looks like, as its read declares it. */
  facts: Record<string, Shape>;
  /** Writes that plans may use: `shop.refund`. Anything else is off the map. */
  writes: string[];
  never: string[];
  plays: Record<string, Play>;
  /** How calls of agents from outside become events, by write; where it is silent, by arguments of the same name. */
  gateway: Record<string, GatewayCall>;
  /** Agents that Remit does not run, and that are measured, stopped and named in rules like those that it does. */
  outside: { name: string; version: string }[];
  agents: AgentRef[];
  /** The stage of the roll-out as the file says it; it starts at `draft`. A change of stage in the log goes before it. */
  stage: Stage;
  /** Share of cases in percent, and the kinds that the roll-out is for (null: all), as the file says them. */
  share: number;
  slice: string[] | null;
  /** Whom a case is about, as a template over `event`: cases of one customer fall into one cohort. Absent: the subject. */
  customer?: string;
  /** Who asked for it, as a template over `event`: an id, a name or a mail address of `people`. */
  requester?: string;
  /** Data checks, each with a plain sentence. */
  checks: Check[];
  /** Steps of the roll-out, in order, with what must hold before each is proposed. */
  ladder: LadderStep[];
  /** Rates beyond which the workflow falls back to `draft` by itself. */
  stepDown: StepDown;
  /** What an action outside the usual pattern comes to. */
  anomalies: 'approve' | 'human' | 'off';
  limits: AgentLimits;
  /** Percent of what ran by itself that people judge blind. */
  auditShare: number;
  /** Deviations that audits should stay below, as a share. */
  auditTarget: number;
  /** What must be proved before an agent acts alone. */
  standing: StandingLimits;
  attention: Attention;
  boundary: Boundary;
  playbook: string;
  replies: Record<string, string>;
  /** The texts of its files as they are in force, by their path within its folder: `rules.yaml`. */
  files: Record<string, string>;
}

export interface Kind {
  name: string;
  label: string;
}

export interface FactSource {
  name: string;
  read: string;
  with: Record<string, Template>;
  /** When missing, the case still goes on; a missing needed fact sends it to a person. */
  optional: boolean;
}

/** A named way to handle a case. Argument templates see `event`, facts, `args` (inputs of the play) and `reply`. */
export interface Play {
  name: string;
  label: string;
  /** What the agent or the reviewer chooses. `learn: true` inputs with choices are predicted by the memory. */
  inputs: Record<string, Shape & { learn?: boolean; default?: Template }>;
  actions: { write: string; with: Record<string, Template> }[];
  /** The end state that reading back must show: CEL over facts read again after the actions. */
  ends?: string;
}

/** A string with `{{path}}` holes, or a literal. A string that is one hole only keeps the value's type. */
export type Template = string | number | boolean | null | Template[] | { [key: string]: Template };

export type AgentRef =
  | { kind: 'rules'; name: string; version: string; rows: DecisionRow[] }
  | { kind: 'memory'; name: string; version: string }
  | ModelRef
  | PartsRef;

/** One row of a decision table; the first row whose condition is true decides. */
export interface DecisionRow {
  id: string;
  /** CEL over `event` and facts; absent means always. */
  when?: string;
  kind: string;
  play: string;
  inputs: Record<string, Template>;
  because: string;
  confidence: number;
  line: number;
}

/** Warnings stand beside what loads: a rule that can never speak, a limit that no rule uses. */
export type LoadedWorkspace =
  { ok: true; workspace: Workspace; warnings: Fault[] } | { ok: false; faults: Fault[] };
