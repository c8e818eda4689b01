import type { Template } from '../schema.ts';
import type { ClockTrigger } from './clock.ts';
import type { FilesTrigger } from './files.ts';
import type { MailTrigger } from './mail.ts';
import type { WebhookTrigger } from './webhook.ts';

export type { ClockTrigger } from './clock.ts';
export type { FilesTrigger } from './files.ts';
export type { MailTrigger } from './mail.ts';
export type { WebhookTrigger } from './webhook.ts';

/** One of the `triggers:` of a workflow: one kind is one file beside this one, with its form, its check and its type. */
export type Trigger = WebhookTrigger | MailTrigger | FilesTrigger | ClockTrigger;
export type TriggerKind = Trigger['kind'];

/** What is the same for every kind of trigger. */
export interface TriggerCommon {
  name: string;
  /**
   * Event field → template over `payload` (what was sent), `mapped` (what a preset or a kind makes of it) and `arrival`
   * (`id`, `type`, `at`). A text that is one hole keeps the value's type; other texts are filled with plain values.
   */
  fields: Record<string, Template>;
  /** All of these must hold, or the arrival is none of this workflow's business. */
  only: Only[];
  /** What names the event once, as a template; null: the id that the arrival came with. */
  id: Template | null;
  /** It may be an outcome of what Remit did, that comes late: a chargeback. Null: an event like any other. */
  late: LateOutcome | null;
}

/** How the action is found that caused an outcome: by what its system called the thing, or by Remit's key of it. */
export interface LateOutcome {
  /** `chargeback` */
  what: string;
  by: 'ref' | 'key';
  template: Template;
}

/** A value of the arrival that must, or must not, be one of these; without `values`, that must or must not be there. */
export interface Only {
  /** `payload.ticket.status`, `arrival.type` */
  path: string;
  isNot: boolean;
  values: string[] | null;
}

/** Something that came in by a trigger, as a door hands it in. */
export interface Arrival {
  /** Names it once within its trigger: what comes twice under one id opens nothing twice. */
  id: string;
  /** What kind of thing it is, in the sender's words: `orders/create`. */
  type?: string;
  /** When it happened, as the sender says; else when it came. */
  at: Date;
  payload: unknown;
}

/** Where events of a trigger come from, in the log: `webhook:orders`. */
export function sourceOf(trigger: Pick<TriggerCommon, 'name'> & { kind: TriggerKind }): string {
  return `${trigger.kind}:${trigger.name}`;
}
