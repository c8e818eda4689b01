import { z } from 'zod';
import { checkArgs, checkHoles, checkTemplate, type Scope } from '../checks/templates.ts';
import { entry, form, Name, type Say, within } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import { UNKNOWN_SHAPE } from '../paths.ts';
import type { Template } from '../schema.ts';
import type { Shape } from '../shape.ts';
import { Templates } from '../systems/offers.ts';
import { allHoles, soleHole } from '../template.ts';
import type { Path } from '../yaml.ts';
import type { LateOutcome, Only, TriggerCommon } from './schema.ts';

const ONLY_PATH = /^(payload|mapped|arrival)(\.\w+)+$/;
const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const OneOrMore = z.union([Scalar.transform((value) => [value]), z.array(Scalar).min(1)]);
const Not = entry({ not: OneOrMore });
const There = entry({ exists: z.boolean() });

/** `{payload.status: open, arrival.type: [a, b], payload.bot: {not: true}, payload.order: {exists: true}}` */
const OnlyForm: z.ZodType<Only[]> = form((raw, fail) => {
  const given = within(z.record(z.string(), z.unknown()), raw, fail);
  return Object.entries(given ?? {}).flatMap(([path, wanted]): Only[] => {
    if (!ONLY_PATH.test(path)) {
      fail('is not a value of what arrives\nwrite one such as payload.status or arrival.type', [path]);
      return [];
    }
    const isMapping = typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted);
    if (isMapping && 'exists' in wanted) {
      const there = within(There, wanted, fail, [path]);
      return there ? [{ path, isNot: !there.exists, values: null }] : [];
    }
    if (isMapping) {
      const not = within(Not, wanted, fail, [path]);
      return not ? [{ path, isNot: true, values: not.not }] : [];
    }
    const values = within(OneOrMore, wanted, fail, [path]);
    return values ? [{ path, isNot: false, values }] : [];
  });
});

const WHAT_CHARS_MAX = 80;
/** `{what: chargeback, ref: "{{payload.refund}}"}` */
const LateForm = entry({
  what: z.string().min(1).max(WHAT_CHARS_MAX),
  ref: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
});

/** The keys of a trigger that are the same for every kind. */
export const triggerKeys = {
  name: Name,
  id: z.string().min(1).optional(),
  only: OnlyForm.default([]),
  fields: Templates.default({}),
  late: LateForm.optional(),
};
type CommonForm = z.infer<z.ZodObject<typeof triggerKeys>>;

/** What a kind of trigger lets templates name. */
export interface Offered {
  /** What is sent, where its shape is known. */
  payload?: Record<string, Shape>;
  /** What the kind makes of it. An event field of the same name is taken from here where `fields` says nothing. */
  mapped?: Record<string, Shape>;
}

const ARRIVAL: Shape = {
  type: 'object',
  fields: { id: { type: 'string' }, type: { type: 'string' }, at: { type: 'time' } },
};

/** The common part of a trigger, after saying everything in it that does not hold together. */
export function checkCommon(
  given: CommonForm,
  event: Record<string, Shape>,
  { payload, mapped = {} }: Offered,
  say: Say,
): TriggerCommon {
  const scope: Scope = {
    payload: payload ? { type: 'object', fields: payload } : UNKNOWN_SHAPE,
    mapped: { type: 'object', fields: mapped },
    arrival: ARRIVAL,
  };
  const names = Object.keys(event);
  const fields: Record<string, Template> = {};
  for (const [name, template] of Object.entries(given.fields)) {
    const shape = Object.hasOwn(event, name) ? event[name] : undefined;
    if (!shape) say(['fields', name], 'is not a field of the event', suggestName(name, names));
    else fields[name] = checkField(template, shape, scope, say, ['fields', name]);
  }
  for (const [name, shape] of Object.entries(event)) {
    if (name in given.fields) continue;
    if (Object.hasOwn(mapped, name)) fields[name] = `{{mapped.${name}}}`;
    else if (shape.optional !== true)
      say(['fields'], `leaves out "${name}", which the event needs`, `add ${name}: "{{payload.…}}"`);
  }
  if (given.id !== undefined) checkHoles(given.id, scope, say, ['id']);
  for (const { path } of given.only) checkHoles(`{{${path}}}`, scope, say, ['only', path]);
  const late = given.late ? checkLate(given.late, scope, say) : null;
  return { name: given.name, fields, only: given.only, id: given.id ?? null, late };
}

/** An action is found in one of two ways; both together could name two of them. */
function checkLate({ what, ref, key }: z.infer<typeof LateForm>, scope: Scope, say: Say): LateOutcome | null {
  const by = ref === undefined ? ('key' as const) : ('ref' as const);
  const template = ref ?? key;
  if (template === undefined || (ref !== undefined && key !== undefined)) {
    const says = 'needs one of ref (what the system called the thing) and key (ours), to find the action';
    say(['late'], says, 'write {what: chargeback, ref: "{{payload.…}}"}');
    return null;
  }
  checkHoles(template, scope, say, ['late', by]);
  return { what, by, template };
}

/** A text with holes and more is read as a person would write it, so that `{{payload.total}} {{payload.currency}}` is money. */
function checkField(template: Template, shape: Shape, scope: Scope, say: Say, path: Path): Template {
  const isMixed =
    typeof template === 'string' && soleHole(template) === undefined && allHoles(template).length > 0;
  if (isMixed && shape.type !== 'list' && shape.type !== 'object') {
    checkHoles(template, scope, say, path);
    return template;
  }
  if (isParts(template) && shape.type === 'object')
    return checkArgs('the field', shape.fields, template, scope, say, path);
  if (isParts(template) && shape.type === 'money') {
    checkHoles(template, scope, say, path);
    return template;
  }
  return checkTemplate(template, shape, scope, say, path);
}

function isParts(template: Template): template is Record<string, Template> {
  return template !== null && typeof template === 'object' && !Array.isArray(template);
}

/** Hands the faults of a form to a `Say`; the second line of a message is its suggestion. */
export function failBy(say: Say): (message: string, path?: (string | number)[]) => void {
  return (message, path = []) => {
    const [says = '', suggestion] = message.split('\n');
    say(path, says, suggestion === '' ? undefined : suggestion);
  };
}
