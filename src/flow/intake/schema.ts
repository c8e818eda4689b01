import { z } from 'zod';

/** A case begins with the event that opened it. What the customer wrote is private; where it came from is not. */
export const Opened = {
  body: z.object({
    workflow: z.string(),
    /** Version of the workflow that was in force. */
    workflow_version: z.string(),
    /** Where events of this kind come from: `web`, `import:tickets.csv`. With `source_id` it names an event once. */
    source: z.string(),
    source_id: z.string(),
    /** What the case is about: later events on the same subject join it. */
    subject: z.string(),
    received_at: z.string(),
    /** Work that people already did, brought in to learn from: nothing is planned or run for it. */
    recorded: z.boolean().optional(),
    /** The `traceparent` under which it arrived (W3C Trace Context): what is done in the case goes on from it. */
    trace: z.string().optional(),
  }),
  private: z.object({ title: z.string(), text: z.string(), event: z.record(z.string(), z.unknown()) }),
};

/** A later event on the same subject. */
export const Joined = {
  body: z.object({
    source: z.string(),
    source_id: z.string(),
    received_at: z.string(),
    /** A late outcome of what was done: what happened, and the action that it is laid at the door of. */
    what: z.string().optional(),
    key: z.string().optional(),
    trace: z.string().optional(),
  }),
  private: z.object({ text: z.string(), event: z.record(z.string(), z.unknown()) }),
};

/** The subject came back after the case was closed, or an action was taken back: what was done needs rework. */
export const Reopened = {
  body: z.object({
    /** `proposed`: an agent had more to do on the subject, which is no rework. */
    why: z.enum(['came_back', 'undone', 'by_hand', 'late', 'proposed']),
    /** A late outcome: what happened (`chargeback`), and the action that it is laid at the door of. */
    what: z.string().optional(),
    key: z.string().optional(),
    source: z.string().optional(),
    source_id: z.string().optional(),
  }),
  private: z.object({ text: z.string().optional(), event: z.record(z.string(), z.unknown()).optional() }),
};

/**
 * Names an event once within its workflow. A source may hold slashes itself (`import:a/b.csv`), so they are escaped:
 * two events must never share a name, or the second would be taken for a copy of the first and lost.
 */
export function eventName(source: string, sourceId: string): string {
  return `${source.replaceAll('%', '%25').replaceAll('/', '%2F')}/${sourceId}`;
}

/** Where work comes from that a person recorded at the desk. */
export const DESK = 'desk';

/** An event as a door hands it in, already checked against the workflow's event fields. */
export interface Event {
  source: string;
  source_id: string;
  received_at: Date;
  fields: Record<string, unknown>;
}
