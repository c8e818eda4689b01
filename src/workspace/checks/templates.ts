import type { Say } from '../forms/form.ts';
import { listNames, suggestName } from '../nearest.ts';
import { holdsOutside, shapeAt, UNKNOWN_SHAPE } from '../paths.ts';
import type { Template } from '../schema.ts';
import type { Shape } from '../shape.ts';
import { allHoles, brokenHoles, soleHole } from '../template.ts';
import { coerce } from '../values.ts';
import type { Path } from '../yaml.ts';

/** What templates may name, with what each name looks like: `event`, facts, `args`, `reply`. */
export type Scope = Record<string, Shape>;

/**
 * Checks named templates against the shapes that they fill, says every fault, and gives the templates back with
 * literals read into their types (`5.00 EUR` as money). Required arguments that nothing fills are faults too.
 */
export function checkArgs(
  what: string,
  args: Record<string, Shape>,
  given: Record<string, Template>,
  scope: Scope,
  say: Say,
  path: Path,
): Record<string, Template> {
  const checked: Record<string, Template> = {};
  for (const [name, template] of Object.entries(given)) {
    const shape = Object.hasOwn(args, name) ? args[name] : undefined;
    if (!shape) say([...path, name], `is not an argument of ${what}`, suggestName(name, Object.keys(args)));
    else checked[name] = checkTemplate(template, shape, scope, say, [...path, name]);
  }
  for (const [name, shape] of Object.entries(args)) {
    if (shape.optional === true || name in given) continue;
    say(path, `leaves out "${name}", which ${what} needs`, `add ${name}: …`);
  }
  return checked;
}

/** Checks one template against the shape that it fills. */
export function checkTemplate(
  template: Template,
  shape: Shape,
  scope: Scope,
  say: Say,
  path: Path,
): Template {
  if (!checkHoles(template, scope, say, path)) return template;
  const sole = soleHole(template);
  if (sole) {
    const found = shapeAt(scope, sole.path);
    if (found.ok && !fits(shape, found.shape)) {
      say(path, `is ${inWords(found.shape)} (${sole.path}) where ${inWords(shape)} is expected`);
    }
    return template;
  }
  if (allHoles(template).length > 0) return checkMixed(template, shape, scope, say, path);
  const value = coerce(shape, template);
  if (value.ok) return value.value as Template;
  for (const problem of value.problems) {
    say(
      problem.path === '' ? path : [...path, ...problem.path.split('.')],
      problem.says,
      pathHint(template, scope),
    );
  }
  return template;
}

/** Checks that every hole names something. False when one does not. */
export function checkHoles(template: Template, scope: Scope, say: Say, path: Path): boolean {
  let isGood = true;
  for (const broken of typeof template === 'string' ? brokenHoles(template) : []) {
    say(path, `has a hole that cannot be read: ${broken.slice(0, 40)}`, 'write {{fact.field}}');
    isGood = false;
  }
  for (const hole of allHoles(template)) {
    const found = shapeAt(scope, hole.path);
    if (found.ok) continue;
    const where = found.before === '' ? 'there is' : `${found.before} has`;
    say(
      path,
      `names {{${hole.path}}}, but ${where} no "${found.part}"`,
      suggestName(found.part, found.names),
    );
    isGood = false;
  }
  return isGood;
}

/** Text around holes makes a text; lists and objects are checked part by part. */
function checkMixed(template: Template, shape: Shape, scope: Scope, say: Say, path: Path): Template {
  if (typeof template === 'string') {
    const isText = (shape.type === 'string' || shape.type === 'text') && !shape.choices;
    if (!isText)
      say(
        path,
        `is a text with holes where ${inWords(shape)} is expected`,
        'write one hole and nothing around it',
      );
    return template;
  }
  if (Array.isArray(template) && shape.type === 'list') {
    return template.map((part, index) => checkTemplate(part, shape.of, scope, say, [...path, index]));
  }
  if (
    template !== null &&
    typeof template === 'object' &&
    !Array.isArray(template) &&
    shape.type === 'object'
  ) {
    return checkArgs('it', shape.fields, template, scope, say, path);
  }
  say(path, `is not ${inWords(shape)}`);
  return template;
}

/** `event.order` without braces is most likely a hole that somebody forgot to open. */
function pathHint(template: Template, scope: Scope): string | undefined {
  if (typeof template !== 'string' || !/^\w+(\.\w+)+$/.test(template)) return undefined;
  return shapeAt(scope, template).ok ? `did you mean "{{${template}}}"?` : undefined;
}

/** Whether a value of the one shape can stand where the other is asked for. Texts take numbers, which then are written. */
function fits(wanted: Shape, given: Shape): boolean {
  if (given === UNKNOWN_SHAPE) return true;
  if (wanted.type === 'list') return given.type === 'list' && fits(wanted.of, given.of);
  if (wanted.type === 'object') {
    if (given.type !== 'object') return false;
    return Object.entries(wanted.fields).every(([name, field]) => {
      const own = given.fields[name];
      return own === undefined ? field.optional === true : fits(field, own);
    });
  }
  if (given.type === 'list' || given.type === 'object') return false;
  const { choices } = wanted;
  if (choices && given.choices) return given.choices.some((choice) => choices.includes(choice));
  if (wanted.type === 'string' || wanted.type === 'text')
    return given.type !== 'money' && given.type !== 'boolean';
  return wanted.type === given.type || (wanted.type === 'number' && given.type === 'integer');
}

function inWords(shape: Shape): string {
  if (shape.type === 'object') return `an object with ${listNames(Object.keys(shape.fields))}`;
  if (shape.type === 'list') return 'a list';
  if (shape.choices) return `one of ${listNames(shape.choices)}`;
  const words = { string: 'a text', text: 'a text', integer: 'a whole number', number: 'a number' } as const;
  const more = { boolean: 'true or false', money: 'an amount of money', time: 'a time' } as const;
  return { ...words, ...more }[shape.type];
}

/**
 * Paths of the arguments that derive from outside text: what a hole names is marked `outside`, or holds something
 * that is. Of an object only the parts that a stranger wrote are named.
 */
export function taintOf(template: Template, scope: Scope, path = ''): string[] {
  const sole = soleHole(template);
  const found = sole ? shapeAt(scope, sole.path) : undefined;
  if (found?.ok) return found.outside ? [path] : outsideParts(found.shape, path);
  if (typeof template === 'string') {
    const isTainted = allHoles(template).some((hole) => {
      const part = shapeAt(scope, hole.path);
      return part.ok && (part.outside || holdsOutside(part.shape));
    });
    return isTainted ? [path] : [];
  }
  if (template === null || typeof template !== 'object') return [];
  return Object.entries(template).flatMap(([name, part]) =>
    taintOf(part, scope, path === '' ? name : `${path}.${name}`),
  );
}

function outsideParts(shape: Shape, path: string): string[] {
  if (shape.outside === true) return [path];
  if (shape.type === 'list') return holdsOutside(shape.of) ? [path] : [];
  if (shape.type !== 'object') return [];
  return Object.entries(shape.fields).flatMap(([name, field]) =>
    outsideParts(field, path === '' ? name : `${path}.${name}`),
  );
}
