import type { z } from 'zod';
import type { Fact } from '../../../boundary/schema.ts';
import type { CaseState } from '../../../flow/case/state.ts';
import type { ReadOffer, Workflow, Workspace } from '../../../workspace/schema.ts';
import { fill, fillFields, holesOf, type Scope } from '../../../workspace/template.ts';
import type { FactAnswer, MessageAnswer } from '../contract.ts';
import { labelFrom, shapeLabel, splitName } from '../../../flow/say/words.ts';

/** What templates see of a case: its event and its facts. */
export function scopeOf(state: CaseState, workflow: Workflow, workspace: Workspace): Scope {
  const facts = Object.entries(state.facts ?? {}).map(([name, fact]) => [name, fact.value]);
  return {
    values: { event: state.event, ...Object.fromEntries(facts) },
    replies: workflow.replies,
    locale: workspace.locale,
    timeZone: workspace.timeZone,
  };
}

/** The facts of a case in the order of the workflow's map. */
export function showFacts(
  state: CaseState,
  workflow: Workflow,
  workspace: Workspace,
  now: Date,
): z.output<typeof FactAnswer>[] {
  const scope = scopeOf(state, workflow, workspace);
  const order = Object.keys(workflow.context);
  const rank = (fact: Fact) => (order.includes(fact.name) ? order.indexOf(fact.name) : order.length);
  return Object.values(state.facts ?? {})
    .sort((one, other) => rank(one) - rank(other))
    .map((fact) => {
      const offer = readOf(fact.source, workspace);
      return {
        name: fact.name,
        label: offer?.label ?? labelFrom(fact.name),
        source: fact.source,
        at: fact.at,
        trust: fact.trust,
        value: fact.value ?? null,
        ...(offer ? { shape: offer.gives } : {}),
        missing: fact.missing ?? null,
        stale: fact.freshMs !== undefined && now.getTime() - Date.parse(fact.at) > fact.freshMs,
        page: pageOf(fact, offer, workflow, scope),
      };
    });
}

/** What came in, oldest first, with the fields that its text does not show already. */
export function showMessages(state: CaseState, workflow: Workflow): z.output<typeof MessageAnswer>[] {
  const inText = new Set(holesOf(workflow.event.text ?? '').map((hole) => hole.path.replace(/^event\./, '')));
  return state.messages.map((message) => ({
    at: message.at.toISOString(),
    from: fromOf(message, workflow),
    text: message.text,
    fields: Object.entries(workflow.event.fields)
      .filter(([name]) => !inText.has(name) && !isEmpty(message.event[name]))
      .map(([name, shape]) => ({ name, label: shapeLabel(name, shape), value: message.event[name] })),
  }));
}

/** Who wrote, where the workflow says how to tell; else where it came from. */
function fromOf(message: CaseState['messages'][number], workflow: Workflow): string {
  if (workflow.event.from === undefined) return message.from;
  const filled = fill(workflow.event.from, {
    values: { event: message.event },
    locale: 'en',
    timeZone: 'UTC',
  });
  return filled.ok ? String(filled.value) : message.from;
}

/** A form sends its empty fields too; nobody needs to read them. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function readOf(source: string, workspace: Workspace): ReadOffer | undefined {
  const [system, read] = splitName(source);
  return workspace.systems[system]?.reads[read];
}

/** The address where a person sees the fact in its system; only plain web addresses are ever linked to. */
function pageOf(fact: Fact, offer: ReadOffer | undefined, workflow: Workflow, scope: Scope): string | null {
  const source = workflow.context[fact.name];
  if (offer?.page === undefined || source === undefined || fact.missing !== undefined) return null;
  const args = fillFields(source.with, scope);
  if (!args.ok) return null;
  const page = offer.page.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(sayArg(args.value[name])),
  );
  return /^https?:\/\//.test(page) ? page : null;
}

function sayArg(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
