import { z } from 'zod';
import { Alarm, LaneEvent } from './alarm_schema.ts';
import { Rate } from './rate_schema.ts';
import { ProofForm, UpdateForm } from './updates_schema.ts';

export { Alarm, LaneEvent } from './alarm_schema.ts';
export { Rate } from './rate_schema.ts';

/** How far a workflow has been rolled out, from the narrowest to the widest. */
export const STAGES = ['record', 'shadow', 'draft', 'act'] as const;
export type Stage = (typeof STAGES)[number];

/** Names of kinds, workflows, writes and the like, and how many kinds a slice may name. */
const NAME_CHARS_MAX = 200;
const KINDS_MAX = 500;

/** How far a workflow is rolled out: the stage, the share of cases in percent, and the slice of kinds (null: all). */
export const RolloutForm = z.object({
  stage: z.enum(STAGES),
  share: z.number().min(0).max(100),
  kinds: z.array(z.string().max(NAME_CHARS_MAX)).max(KINDS_MAX).nullable(),
});
export type RolloutForm = z.infer<typeof RolloutForm>;

/** The roll-out in force. `version` is that of the workflow's stream that made it; 0 where its file says it. */
export interface Rollout extends RolloutForm {
  version: number;
  since: Date | null;
  /** Version of the newest change of policy of the workflow's stream; absent: there is none. */
  policy?: number;
}

/** The stream of a workflow's versions, stages and changes of boundary. */
export function workflowStream(workflow: string): string {
  return `workflow/${workflow}`;
}
/** The stream of the brakes. */
export const SWITCHES_STREAM = 'desk/switches';
/** The stream of one rollback. */
export function rollbackStream(id: string): string {
  return `rollback/${id}`;
}
/** The stream of what is known of one person: when they are away, and who stands in for them. */
export function personStream(id: string): string {
  return `person/${id}`;
}

/** What was known of a workflow at the moment when its stage changed, in numbers and as a sentence. */
export const EvidenceAtChange = z.object({
  says: z.string(),
  /** Decisions since the last change of stage. */
  decisions: z.number(),
  agreement: Rate.nullable(),
  edits: Rate.nullable(),
  rework: Rate.nullable(),
  conflicts: Rate.nullable(),
  failures: Rate.nullable(),
});
export type EvidenceAtChange = z.infer<typeof EvidenceAtChange>;

/** Entries of a workflow's stream, beside `published`. */
export const WORKFLOW_ENTRIES = {
  published: {
    body: z.object({
      version: z.string(),
      stage: z.string(),
      boundary: z.string(),
      boundary_text: z.string(),
      workspace: z.string(),
      /** Where the text came from; older entries came from the files. */
      from: z.enum(['files', 'console']).optional(),
      /**
       * Digests of `workflow.yaml`, which intents are held to, and of the files beside the boundary that were ever changed
       * in the console, as they are in force.
       */
      files: z.record(z.string(), z.string()).optional(),
      /** What the file says of the roll-out; older entries say its stage only. */
      rollout: RolloutForm.optional(),
    }),
  },
  'stage.changed': {
    body: z.object({
      from: RolloutForm,
      to: RolloutForm,
      direction: z.enum(['widened', 'narrowed', 'moved']),
      how: z.enum(['person', 'step_down', 'file']),
      because: z.string(),
      evidence: EvidenceAtChange,
    }),
  },
  /** A step of the ladder whose conditions hold: proposed, never taken by itself. */
  'stage.proposed': {
    body: z.object({ from: RolloutForm, to: RolloutForm, says: z.string(), evidence: EvidenceAtChange }),
  },
  'standing.lost': { body: Alarm },
  'rule.proposed': {
    body: z.object({
      id: z.string(),
      base: z.string(),
      text: z.string(),
      because: z.string(),
      /** Which file of the workflow's folder it changes; absent: its boundary. */
      file: z.string().optional(),
      /** The rule update that it comes from, with its proof. */
      update: UpdateForm.optional(),
      /** What the back-test said when it was proposed. */
      effect: z.object({
        cases: z.number(),
        wider: z.number(),
        narrower: z.number(),
        /** Widenings that were ticked, by group. */
        ticked: z.array(z.string()),
      }),
    }),
  },
  'rule.accepted': {
    body: z.object({
      id: z.string(),
      because: z.string().optional(),
      /** Widenings that appeared since it was proposed, ticked by who accepted it. */
      ticked: z.array(z.string()).optional(),
      /** Of a rule update: its proof when it was accepted. */
      proof: ProofForm.optional(),
    }),
  },
  'rule.declined': {
    body: z.object({
      id: z.string(),
      because: z.string().optional(),
      withdrawn: z.boolean().optional(),
      proof: ProofForm.optional(),
    }),
  },
  /** The boundary's text in force is this one from now on. */
  'boundary.changed': {
    body: z.object({
      /** Version of the boundary before, and now. */
      base: z.string(),
      boundary: z.string(),
      text: z.string(),
      because: z.string(),
      change: z.string().optional(),
    }),
  },
  /** A file beside the boundary reads like this from now on: `rules.yaml`, `playbook.md`, `workflow.yaml`. */
  'file.changed': {
    body: z.object({
      file: z.string(),
      /** Digest of what it says before, and now. */
      base: z.string(),
      digest: z.string(),
      text: z.string(),
      because: z.string(),
      change: z.string().optional(),
    }),
  },
  /** What the console had changed of such a file stands in the folder now. */
  'file.pulled': { body: z.object({ file: z.string(), digest: z.string() }) },
  /** A person said that the policy has changed: lanes of these kinds (null: all) close at once and start anew. */
  'policy.changed': { body: z.object({ kinds: z.array(z.string()).nullable(), because: z.string() }) },
  /** Evidence reached its level, or fell below it, for the sure plans of one version of an agent. */
  'lane.opened': { body: LaneEvent },
  'lane.closed': { body: LaneEvent },
  /** What the console had changed stands in the files now. */
  'boundary.pulled': { body: z.object({ boundary: z.string() }) },
} as const;

const Named = z.string().max(NAME_CHARS_MAX);

/** What a rollback is of: every part that is given narrows it. */
export const Slice = z.object({
  workflow: Named.optional(),
  write: Named.optional(),
  /** Version of the workflow that the cases ran under. */
  version: Named.optional(),
  from: Named.optional(),
  to: Named.optional(),
  kind: Named.optional(),
  agent: Named.optional(),
  case: Named.optional(),
  /** The undos of this earlier rollback: takes the rollback itself back. */
  rollback: Named.optional(),
});
export type Slice = z.infer<typeof Slice>;

export const ITEM_STATES = ['can', 'cannot', 'conflict', 'unknown', 'undone', 'failed', 'held'] as const;
/** One action of a rollback's slice: what would be done, or why not, and later what became of it. */
export const RollbackItem = z.object({
  key: z.string(),
  case: z.string(),
  title: z.string(),
  write: z.string(),
  label: z.string(),
  at: z.string(),
  money: z.object({ minor: z.number(), currency: z.string() }).nullable(),
  state: z.enum(ITEM_STATES),
  says: z.string(),
  /** What the action had set, and what the system shows now, where somebody changed it since. */
  expected: z.string().optional(),
  found: z.string().optional(),
  /** The same for changes of one thing: of these the newer one is taken back before the older. */
  target: z.string().optional(),
  /** The key of the action that took it back, where this rollback did. */
  by: z.string().optional(),
});
export type RollbackItem = z.infer<typeof RollbackItem>;

export const ROLLBACK_ENTRIES = {
  /** `items` without personal data; titles stand in `private`, by key. */
  'rollback.planned': {
    body: z.object({
      slice: Slice,
      because: z.string(),
      items: z.array(RollbackItem.omit({ title: true })),
      money: z.array(z.object({ minor: z.number(), currency: z.string() })),
    }),
    private: z.object({ titles: z.record(z.string(), z.string()) }),
  },
  'rollback.started': { body: z.object({}) },
  'rollback.paused': { body: z.object({ because: z.string() }) },
  'rollback.resumed': { body: z.object({}) },
  'rollback.cancelled': { body: z.object({ because: z.string() }) },
  'rollback.items': {
    body: z.object({
      items: z.array(
        RollbackItem.pick({ key: true, state: true, says: true, expected: true, found: true, by: true }),
      ),
    }),
  },
  'rollback.done': { body: z.object({ counts: z.record(z.string(), z.number()) }) },
} as const;

/** What a person may need a right for, and who has it where `remit.yaml` says nothing: owners. */
export const RIGHTS = ['widen', 'release', 'change_boundary', 'roll_back', 'give_tokens'] as const;
export type Right = (typeof RIGHTS)[number];
