import { createHash } from 'node:crypto';
import { AppError } from '../../runtime/errors.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { fill, type Scope } from '../../workspace/template.ts';
import { coerceFields } from '../../workspace/values.ts';
import { eventName, type Event } from './schema.ts';

/** An event that was held against its workflow's fields: what it is about, and the names it must be alone with. */
export interface HeardEvent {
  source: string;
  sourceId: string;
  receivedAt: Date;
  fields: Record<string, unknown>;
  subject: string;
  title: string;
  text: string;
  eventKey: string;
  subjectKey: string;
}

/** A title longer than this is cut: it is for lists. */
const TITLE_CHARS_MAX = 200;
/** Longer names are cut and told apart by a hash. In the index a character may take four bytes of 2,704. */
const NAME_CHARS_MAX = 500;
/** Text beyond this is refused, not cut: nothing that a customer wrote is lost silently. */
const TEXT_CHARS_MAX = 100_000;

/** Checks an event's fields and works out its subject. Throws `AppError` naming the field that is wrong. */
export function readEvent(workspace: Workspace, workflow: Workflow, event: Event): HeardEvent {
  const coerced = coerceFields(workflow.event.fields, event.fields, workspace.currency);
  if (!coerced.ok) {
    const [first] = coerced.problems;
    const says = coerced.problems.map(({ path, says }) => `${path}: ${says}`).join('; ');
    throw new AppError('invalid', says, {
      ...(first ? { path: first.path } : {}),
      suggestion: `${workflow.label} takes the fields ${Object.keys(workflow.event.fields).join(', ')}.`,
    });
  }
  const fields = coerced.value as Record<string, unknown>;
  const scope: Scope = { values: { event: fields }, locale: workspace.locale, timeZone: workspace.timeZone };
  const subject = textOf(workflow.event.subject, scope) ?? `${event.source} ${event.source_id}`;
  const text = workflow.event.text === undefined ? '' : looseText(workflow.event.text, scope);
  if (text.length > TEXT_CHARS_MAX) {
    throw new AppError(
      'too_large',
      `The text has ${text.length} characters; at most ${TEXT_CHARS_MAX} are taken.`,
    );
  }
  return {
    source: event.source,
    sourceId: event.source_id,
    receivedAt: event.received_at,
    fields,
    subject,
    title: (textOf(workflow.event.title, scope) ?? subject).slice(0, TITLE_CHARS_MAX),
    text,
    eventKey: eventKey(workflow.name, event.source, event.source_id),
    subjectKey: subjectKey(workflow.name, subject),
  };
}

/** The name that an event holds in the log: whoever comes second with it brings nothing new. */
export function eventKey(workflow: string, source: string, sourceId: string): string {
  return short(`event/${workflow}/${eventName(source, sourceId)}`);
}

/** The name that the open case of a subject holds. */
export function subjectKey(workflow: string, subject: string): string {
  return short(`subject/${workflow}/${subject.toLowerCase()}`);
}

/** A database index takes no names of any length, and a stranger chooses what an order number looks like. */
function short(name: string): string {
  if (name.length <= NAME_CHARS_MAX) return name;
  const hash = createHash('sha256').update(name).digest('hex');
  return `${name.slice(0, NAME_CHARS_MAX - hash.length - 1)}#${hash}`;
}

function textOf(template: string, scope: Scope): string | undefined {
  const filled = fill(template, scope);
  const text = filled.ok ? String(filled.value).trim() : '';
  return text === '' ? undefined : text;
}

/** Text of the parts that are there: a message without a subject line is still a message. */
function looseText(template: string, scope: Scope): string {
  const parts = template.split(/\n{2,}/).map((part) => textOf(part, scope));
  return parts.filter((part) => part !== undefined).join('\n\n');
}

/** The entry that begins a case, as this event and the version of its workflow make it. */
export function openedBy(workflow: Workflow, heard: HeardEvent, trace?: string) {
  const body = {
    workflow: workflow.name,
    workflow_version: workflow.version,
    source: heard.source,
    source_id: heard.sourceId,
    subject: heard.subject,
    received_at: heard.receivedAt.toISOString(),
    ...(trace === undefined ? {} : { trace }),
  };
  return { body, private: { title: heard.title, text: heard.text, event: heard.fields } };
}
