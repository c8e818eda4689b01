import type { Say } from '../forms/form.ts';
import type { WorkflowForm } from '../forms/workflow.ts';
import { nearestName, suggestName } from '../nearest.ts';
import { UNKNOWN_SHAPE } from '../paths.ts';
import type { FactSource, ReadOffer, SystemFile, WriteOffer } from '../schema.ts';
import type { Shape } from '../shape.ts';
import { allHoles } from '../template.ts';
import { findCycle } from './cycle.ts';
import { checkArgs, type Scope } from './templates.ts';

/** The systems that loaded, and the names of those whose own files are wrong. */
export interface Systems {
  loaded: Record<string, SystemFile>;
  broken: ReadonlySet<string>;
}

/** Names that stand for something else in conditions and templates. */
const TAKEN = ['event', 'args', 'reply', 'plan', 'limits', 'budget', 'result', 'key', 'now'];

/** Fields of an event as they are taken in: running text from outside is never trusted, whatever the file says. */
export function eventShapes(fields: Record<string, Shape>): Record<string, Shape> {
  const marked = Object.entries(fields).map(([name, shape]): [string, Shape] => [
    name,
    shape.type === 'text' ? { ...shape, outside: true } : shape,
  ]);
  return Object.fromEntries(marked);
}

/** Checks the source-of-truth map: reads that exist, arguments that fit, no circles, nothing that is forbidden. */
export function checkContext(
  form: WorkflowForm,
  systems: Systems,
  event: Record<string, Shape>,
  say: Say,
): { context: Record<string, FactSource>; facts: Record<string, Shape> } {
  const facts: Record<string, Shape> = {};
  const offers: Record<string, ReadOffer | undefined> = {};
  for (const [name, { read }] of Object.entries(form.context)) {
    if (TAKEN.includes(name))
      say(['context', name], 'is a word of the language itself', 'give the fact another name');
    const offer = findOffer('reads', read, systems, (says, suggestion) =>
      say(['context', name, 'read'], says, suggestion),
    );
    offers[name] = offer === 'unknown' ? undefined : offer;
    facts[name] = offer === 'unknown' ? UNKNOWN_SHAPE : offer.gives;
    sayNever(read, form.never, (says) => say(['context', name, 'read'], says));
  }
  const scope: Scope = { event: { type: 'object', fields: event }, ...facts };
  const context: Record<string, FactSource> = {};
  const needs: Record<string, string[]> = {};
  for (const [name, { read, with: given, optional }] of Object.entries(form.context)) {
    const offer = offers[name];
    const checked = offer ? checkArgs(read, offer.args, given, scope, say, ['context', name, 'with']) : given;
    needs[name] = allHoles(given).map((hole) => hole.path.split('.')[0] ?? '');
    context[name] = { name, read, with: checked, optional };
  }
  const circle = findCycle(needs);
  if (circle) say(['context', circle[0] ?? ''], `needs itself: ${circle.join(' → ')}`);
  return { context, facts };
}

/** Checks the writes of the map: they exist, and nothing forbids them. */
export function checkWrites(form: WorkflowForm, systems: Systems, say: Say): void {
  form.writes.forEach((write, index) => {
    findOffer('writes', write, systems, (says, suggestion) => say(['writes', index], says, suggestion));
    sayNever(write, form.never, (says) => say(['writes', index], says));
  });
}

/** The offer that a whole name such as `shop.order` stands for; `unknown` once that it is not there was said. */
export function findOffer(
  kind: 'reads',
  name: string,
  systems: Systems,
  say: (says: string, suggestion?: string) => void,
): ReadOffer | 'unknown';
export function findOffer(
  kind: 'writes',
  name: string,
  systems: Systems,
  say: (says: string, suggestion?: string) => void,
): WriteOffer | 'unknown';
export function findOffer(
  kind: 'reads' | 'writes',
  name: string,
  systems: Systems,
  say: (says: string, suggestion?: string) => void,
): ReadOffer | WriteOffer | 'unknown' {
  const dot = name.indexOf('.');
  const system = name.slice(0, Math.max(dot, 0));
  if (systems.broken.has(system)) return 'unknown';
  const own = Object.hasOwn(systems.loaded, system) ? systems.loaded[system] : undefined;
  const offers = own?.[kind] ?? {};
  const found = Object.hasOwn(offers, name.slice(dot + 1)) ? offers[name.slice(dot + 1)] : undefined;
  if (found) return found;
  const all = Object.values(systems.loaded).flatMap((one) =>
    Object.keys(one[kind]).map((offer) => `${one.name}.${offer}`),
  );
  say(`"${name}" is not a ${kind === 'reads' ? 'read' : 'write'} of any system`, suggestName(name, all));
  return 'unknown';
}

/** Says that a name is on the list of what must not be touched: the name itself, or its whole system. */
export function sayNever(name: string, never: readonly string[], say: (says: string) => void): void {
  const system = name.split('.')[0] ?? '';
  const barred = never.find((one) => one === name || one === system || one === `${system}.*`);
  if (barred !== undefined) say(`"${name}" is used although never: names ${barred}`);
}

/** A system that is not connected may stand under `never`; a slip of the pen may not, for it forbids nothing. */
export function checkNever(never: readonly string[], systems: Systems, say: Say): void {
  const names = Object.values(systems.loaded).flatMap((one) => [
    one.name,
    `${one.name}.*`,
    ...[...Object.keys(one.reads), ...Object.keys(one.writes)].map((offer) => `${one.name}.${offer}`),
  ]);
  never.forEach((name, index) => {
    if (names.includes(name) || systems.broken.has(name.split('.')[0] ?? '')) return;
    const near = nearestName(name, names);
    const isOwn = Object.hasOwn(systems.loaded, name.split('.')[0] ?? '');
    if (isOwn || near !== undefined)
      say(['never', index], `"${name}" is nothing that a system offers`, suggestName(name, names));
  });
}
