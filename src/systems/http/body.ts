import { isMoney } from '../../workspace/money.ts';
import { valueAt } from '../../workspace/paths.ts';
import type { Template } from '../../workspace/schema.ts';
import { holesOf, soleHole } from '../../workspace/template.ts';
import { decimalOf } from '../decimal.ts';

/**
 * A body by its template, for machines and not for people: numbers and times stay as they are. What an argument that
 * was left out would have filled is left out as well.
 */
export function fillBody(
  template: Template,
  args: Record<string, unknown>,
  key: string | undefined,
): unknown {
  return part(template, { args, key });
}

function part(template: Template, values: Record<string, unknown>): unknown {
  if (typeof template === 'string') return text(template, values);
  if (Array.isArray(template))
    return template.map((one) => part(one, values)).filter((value) => value !== undefined);
  if (template === null || typeof template !== 'object') return template;
  const fields = Object.entries(template).map(([name, one]) => [name, part(one, values)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function text(template: string, values: Record<string, unknown>): unknown {
  const sole = soleHole(template);
  if (sole) return at(values, sole.path) ?? sole.otherwise;
  let made = '';
  let from = 0;
  for (const hole of holesOf(template)) {
    made += template.slice(from, hole.start) + asText(at(values, hole.path) ?? hole.otherwise);
    from = hole.end;
  }
  return made + template.slice(from);
}

/** `decimal` (a text) and `units` (a number) are parts of money that only bodies have. */
function at(values: Record<string, unknown>, path: string): unknown {
  const part = /\.(decimal|units)$/.exec(path)?.[1];
  const money = part === undefined ? undefined : valueAt(values, path.slice(0, -part.length - 1));
  if (!isMoney(money)) return valueAt(values, path);
  return part === 'units' ? Number(decimalOf(money)) : decimalOf(money);
}

export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isMoney(value)) return `${decimalOf(value)} ${value.currency}`;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** A form as the web writes it: `a[b]=1`, `list[]=1`. What is missing is left out. */
export function asForm(value: unknown): string {
  const form = new URLSearchParams();
  const add = (name: string, given: unknown): void => {
    if (given === undefined || given === null) return;
    if (Array.isArray(given)) for (const one of given) add(`${name}[]`, one);
    else if (typeof given === 'object' && !isMoney(given))
      for (const [key, one] of Object.entries(given)) add(name === '' ? key : `${name}[${key}]`, one);
    else form.append(name, asText(given));
  };
  add('', value);
  return form.toString();
}
