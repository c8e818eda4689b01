/** One round of a case: what was planned, what was decided, and what came of it. */
export interface DecisionRow {
  /** `<case>.<round>` */
  id: string;
  case_id: string;
  workflow: string;
  at: string | null;
  planned_at: string;
  stage: string;
  /** `agent`: in the share; `control`: outside it, decided by people; `recorded`: brought in or recorded by people. */
  cohort: 'agent' | 'control' | 'recorded';
  kind: string;
  agent: string;
  agent_version: string;
  /** The play that the agent planned, and the one that was carried out or chosen. */
  planned: string | null;
  decided: string | null;
  how: 'alone' | 'approved' | 'edited' | 'rejected' | 'handled' | 'expired' | null;
  /** Whether the person decided as the agent had planned; null where nobody could compare. */
  agreed: boolean | null;
  /** JSON array of what a person changed: `play`, `kind`, `inputs.amount`. */
  changed: string;
  /** The boundary denied something of the plan. */
  conflict: boolean;
  /** An action failed, or the end state did not hold. */
  failed: boolean;
  /** The case came back after it, or a late outcome (a chargeback) was laid at its door. */
  reworked: boolean;
  opened_at: string;
  closed_at: string | null;
  money_minor: number | null;
  money_currency: string | null;
  /** What agents spent on the plan, in minor units of the workspace's currency. */
  spent_minor?: number | null;
  /** Of what ran alone: where it falls in the draw of audits, 0–999,999. */
  draw?: number | null;
  /** The kind as planned; `kind` is what people found it to be. Another one is a misroute. */
  planned_kind?: string | null;
  /** The first ruling of the round, and the source of its strictest reason: what held it back. */
  effect?: 'allow' | 'approve' | 'human' | 'deny' | null;
  held_by?: string | null;
  confidence?: number | null;
  /** When people were first asked, and when something first went out to whoever wrote: an action done, or work by hand. */
  asked_at?: string | null;
  first_response_at?: string | null;
  /** How long a person worked on it: time on screen of all decisions of the round, or the minutes that they gave. */
  handling_ms?: number | null;
  /** Who decided it last, by id; null where nobody did. */
  decided_by?: string | null;
  /** Why it went up: `too_late`, `person`, `role`, `outcome`; null where it did not. */
  escalated?: string | null;
  /** The step at which it failed first: `context`, `plan`, `action`, `outcome`. */
  failed_step?: string | null;
  /** JSON array of the systems that its actions touched. */
  systems?: string | null;
  /** Of an edit: the share of the plan's inputs that changed, 0–1, and by how much money moved, in minor units. */
  edited_share?: number | null;
  edited_minor?: number | null;
  /** Money of its actions that were done and not undone, in minor units of `money_currency`. */
  done_minor?: number | null;
  /** `agreed` was said blind in an audit, at this time. */
  audited_at?: string | null;
  /** A second person, blind, would have decided as the first; null where none was asked. */
  seconded?: boolean | null;
  /** When the case was opened, or opened again, before this round: response and resolution are counted from it. */
  since_at?: string | null;
  /** JSON array of the inputs that could be compared, those that a person gave; null: all of them. */
  compared?: string | null;
  /** JSON array of {write, currency, count, minor}: what its actions have moved that were done and not taken back. */
  moved?: string | null;
}

/** What one decision of a person says of one agent's plan: what standings are counted from. Never changes. */
export interface ObservationRow {
  /** `<case>.<version of the entry>.<number>`; 0 is the plan that was held, others follow in the order of the cascade. */
  id: string;
  case_id: string;
  workflow: string;
  at: string;
  /** Of the case, from 1. */
  round: number;
  agent: string;
  agent_version: string;
  kind: string;
  play: string;
  agreed: boolean;
  /**
   * `seen`: decided with the plan on the screen; `blind`: without; `audit`: drawn at random after it ran; `rework`: it
   * ran, was drawn, and came back before anybody audited it.
   */
  source: 'seen' | 'blind' | 'audit' | 'rework';
  /** JSON of `Placed`, as the plan's entry has it; null where it was not placed. */
  placed: string | null;
  /** Who decided, by id. */
  by: string | null;
  /** Milliseconds that the case was on the person's screen, where known. */
  seen_ms: number | null;
}

/** A known-answer check that was planted. */
export interface CheckRow {
  id: string;
  case_id: string;
  workflow: string;
  review: string;
  mistake: string;
  says: string;
  planted_at: string;
  answered_at: string | null;
  by: string | null;
  decision: string | null;
  caught: boolean | null;
  took_ms: number | null;
}

/** A person's decision that broke the written policy of its day. */
export interface PrecedentRow {
  /** `<case>.<version of the decision>` */
  id: string;
  case_id: string;
  workflow: string;
  decided_at: string;
  flagged_at: string;
  boundary: string;
  /** JSON array of rule ids. */
  rules: string;
  says: string;
  verdict: 'keep' | 'set_aside' | null;
  judged_by: string | null;
}

/** What a person decided, which is what the memory learns from. */
export interface LabelRow {
  id: string;
  case_id: string;
  workflow: string;
  at: string;
  text: string;
  fields: string;
  labels: string;
}
