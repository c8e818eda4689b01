import { z } from 'zod';

/**
 * What other programs are told: kinds of entries of the log by the names under which they go out. What belongs to the
 * judging of people and agents (planned checks, sealed plans, audits) goes nowhere.
 */
export const EVENTS = {
  opened: { name: 'case.opened', means: 'An event opened a case.' },
  joined: { name: 'case.joined', means: 'A later event joined its case.' },
  reopened: { name: 'case.reopened', means: 'The subject came back, or something was taken back.' },
  closed: { name: 'case.closed', means: 'The case ended, with its outcome.' },
  handled: { name: 'case.handled', means: 'A person did the work by hand.' },
  proposed: { name: 'proposal.made', means: 'An agent from outside proposed something.' },
  'proposal.withdrawn': { name: 'proposal.withdrawn', means: 'It took that back before anything was done.' },
  'review.asked': { name: 'review.asked', means: 'People were asked to decide.' },
  'review.decided': { name: 'review.decided', means: 'A person decided.' },
  'review.expired': { name: 'review.expired', means: 'The question lapsed.' },
  'action.intended': { name: 'action.intended', means: 'An action is about to be sent.' },
  'action.done': { name: 'action.done', means: 'An action was done.' },
  'action.failed': { name: 'action.failed', means: 'An action was surely not done.' },
  'action.unknown': { name: 'action.unknown', means: 'Nobody knows yet whether an action was done.' },
  'action.undone': { name: 'action.undone', means: 'An action was taken back.' },
  published: { name: 'workflow.published', means: 'A version of a workflow came into force.' },
  'stage.changed': {
    name: 'workflow.stage_changed',
    means: 'A workflow was rolled out further, or less far.',
  },
  'standing.lost': { name: 'workflow.standing_lost', means: 'A workflow fell back by itself.' },
  'boundary.changed': { name: 'workflow.boundary_changed', means: 'Another boundary came into force.' },
  'switch.thrown': { name: 'switch.thrown', means: 'Somebody, or a rule, pulled the brake.' },
  'switch.released': { name: 'switch.released', means: 'The brake was released.' },
  'rollback.started': { name: 'rollback.started', means: 'A rollback began.' },
  'rollback.done': { name: 'rollback.done', means: 'A rollback ran to its end.' },
  'system.down': { name: 'system.down', means: 'A system does not answer; its cases are held.' },
  'system.up': { name: 'system.up', means: 'It is back; its cases go on.' },
} as const satisfies Record<string, { name: string; means: string }>;

/** Told of proposals only: it has no entry of its own, but follows from those of its case. */
export const PROPOSAL_ENDED = 'proposal.ended';
/** Sent when a person asks whether the receiver listens. */
export const TEST = 'test';

export const KINDS = Object.keys(EVENTS);
export const EVENT_NAMES: string[] = [
  ...Object.values(EVENTS).map(({ name }) => name),
  PROPOSAL_ENDED,
].sort();
const PREFIX = 'remit.';

/** The event that an entry of this kind goes out as; undefined: it does not. */
export function eventNameOf(kind: string): string | undefined {
  return Object.hasOwn(EVENTS, kind) ? EVENTS[kind as keyof typeof EVENTS].name : undefined;
}

export function typeOf(name: string): string {
  return PREFIX + name;
}

/** Whether an event of this name is one of those that were asked for, by their names or their groups. */
export function isWanted(name: string, wanted: readonly string[] | null): boolean {
  return wanted === null || wanted.some((one) => name === one || name.startsWith(`${one}.`));
}

/** CloudEvents 1.0, structured JSON: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md */
export const CloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  /** `/workflows/refunds`; `/remit` for what belongs to no workflow. */
  source: z.string(),
  /** `remit.case.opened` */
  type: z.string(),
  /** The case's id, or the stream: `rollback/01J…` */
  subject: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
});
export type CloudEvent = z.infer<typeof CloudEvent>;
