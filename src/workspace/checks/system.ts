import { fromEnv, type Env } from '../env.ts';
import type { Say } from '../forms/form.ts';
import { pathHoles, routeOf, type ReadForm, type SystemForm, type WriteForm } from '../forms/system.ts';
import { humanize } from '../forms/workflow.ts';
import { suggestName } from '../nearest.ts';
import type { HttpRoute, ReadOffer, SystemFile, WriteOffer } from '../schema.ts';
import type { Shape } from '../shape.ts';
import type { Path } from '../yaml.ts';
import { checkArgs, checkHoles } from './templates.ts';

/** What stands in for the answer of a write that declares none. */
const NOTHING: Shape = { type: 'object', fields: {} };

/** A system's file as the runtime takes it, after saying everything in it that does not hold together. */
export function checkSystem(name: string, form: SystemForm, env: Env, say: Say): SystemFile {
  if (form.system !== undefined && form.system !== name) {
    say(['system'], `is "${form.system}", but the file is called ${name}.yaml`, 'give both the same name');
  }
  const address = fromEnv(form.address, env, ['address'], say);
  if (address !== '' && !isAddress(address))
    say(['address'], 'is not an http address', 'write one such as https://shop.example');
  const reads: Record<string, ReadOffer> = {};
  for (const [read, offer] of Object.entries(form.reads)) {
    const route = checkRoute(offer, ['reads', read], say);
    const page =
      offer.page === undefined ? undefined : checkPage(offer, offer.page, env, ['reads', read, 'page'], say);
    const { args, gives, fresh } = offer;
    reads[read] = {
      name: read,
      label: offer.label ?? humanize(read),
      route,
      args,
      gives,
      freshMs: fresh,
      page,
    };
  }
  const writes: Record<string, WriteOffer> = {};
  for (const write of Object.keys(form.writes)) writes[write] = checkWrite(name, write, form, say);
  const { timeout, retries, in_flight } = form.limits;
  const page = form.page === undefined ? undefined : fromEnv(form.page, env, ['page'], say);
  const system = {
    name,
    label: form.label ?? humanize(name),
    kind: form.kind,
    address: address.replace(/\/+$/, ''),
  };
  const limits = { timeoutMs: timeout, retries, inFlight: in_flight };
  const headers: Record<string, string> = {};
  for (const [header, text] of Object.entries(form.headers)) {
    headers[header.toLowerCase()] = fromEnv(text, env, ['headers', header], say);
  }
  const file: SystemFile = { ...system, headers, limits, page, reads, writes };
  return Object.defineProperty(file, 'headers', { enumerable: false, value: headers });
}

function checkWrite(system: string, name: string, form: SystemForm, say: Say): WriteOffer {
  const offer = form.writes[name] as WriteForm;
  const path = ['writes', name];
  const { args, gives, money, irreversible } = offer;
  if (money !== undefined && args[money]?.type !== 'money') {
    const amounts = Object.keys(args).filter((arg) => args[arg]?.type === 'money');
    say(
      [...path, 'money'],
      `names "${money}", which is not an argument of type money`,
      suggestName(money, amounts),
    );
  }
  if (irreversible === true && offer.undo)
    say([...path, 'irreversible'], 'stands beside an undo: one of them is wrong');
  return {
    name,
    label: offer.label ?? humanize(name),
    route: checkRoute(offer, path, say),
    args,
    gives,
    money,
    irreversible,
    idempotencyHeader: offer.idempotency_header?.toLowerCase(),
    confirm: checkConfirm(offer, form, path, say),
    undo: checkUndo(system, offer, form, path, say),
  };
}

function checkConfirm(offer: WriteForm, form: SystemForm, path: Path, say: Say): WriteOffer['confirm'] {
  if (!offer.confirm) return undefined;
  const { read, with: given } = offer.confirm;
  const asked = Object.hasOwn(form.reads, read) ? form.reads[read] : undefined;
  if (!asked) {
    say(
      [...path, 'confirm', 'read'],
      `"${read}" is not a read of this system`,
      suggestName(read, Object.keys(form.reads)),
    );
    return offer.confirm;
  }
  const scope: Record<string, Shape> = {
    key: { type: 'string' },
    args: { type: 'object', fields: offer.args },
  };
  checkArgs(read, asked.args, given, scope, say, [...path, 'confirm', 'with']);
  return offer.confirm;
}

function checkUndo(
  system: string,
  offer: WriteForm,
  form: SystemForm,
  path: Path,
  say: Say,
): WriteOffer['undo'] {
  if (!offer.undo) return undefined;
  const { write, with: given, within, holds } = offer.undo;
  const own = write.startsWith(`${system}.`) ? write.slice(system.length + 1) : write;
  const undo = { write: `${system}.${own}`, with: given, withinMs: within, ...(holds ? { holds } : {}) };
  const target = Object.hasOwn(form.writes, own) ? form.writes[own] : undefined;
  if (!target) {
    say(
      [...path, 'undo', 'write'],
      `"${write}" is not a write of this system`,
      suggestName(own, Object.keys(form.writes)),
    );
    return undo;
  }
  const scope: Record<string, Shape> = {
    args: { type: 'object', fields: offer.args },
    result: offer.gives ?? NOTHING,
  };
  checkArgs(own, target.args, given, scope, say, [...path, 'undo', 'with']);
  if (holds) checkHolds(holds, form, scope, [...path, 'undo', 'holds'], say);
  return undo;
}

/** The read-back before an undo: a read of this system, and fields of what it gives. */
function checkHolds(
  holds: NonNullable<NonNullable<WriteOffer['undo']>['holds']>,
  form: SystemForm,
  scope: Record<string, Shape>,
  path: Path,
  say: Say,
): void {
  const asked = Object.hasOwn(form.reads, holds.read) ? form.reads[holds.read] : undefined;
  if (!asked) {
    const reads = Object.keys(form.reads);
    return say(
      [...path, 'read'],
      `"${holds.read}" is not a read of this system`,
      suggestName(holds.read, reads),
    );
  }
  checkArgs(holds.read, asked.args, holds.with, scope, say, [...path, 'with']);
  const fields = asked.gives.type === 'object' ? Object.keys(asked.gives.fields) : [];
  for (const [name, template] of Object.entries(holds.shows)) {
    if (!fields.includes(name))
      say([...path, 'shows', name], `is not given by ${holds.read}`, suggestName(name, fields));
    checkHoles(template, scope, say, [...path, 'shows', name]);
  }
}

function checkRoute(offer: ReadForm | WriteForm, path: Path, say: Say): HttpRoute {
  const route = routeOf(offer);
  if (!route) {
    say(
      path,
      'needs exactly one route',
      'write get:, post:, put:, patch: or delete: and a path such as /orders/{order_id}',
    );
    return { method: 'GET', path: '/' };
  }
  for (const hole of pathHoles(route.path)) checkArgument(hole, offer, `{${hole}} of its path`, path, say);
  for (const arg of Object.keys(route.query ?? {})) {
    if (!Object.hasOwn(offer.args, arg)) {
      say(
        [...path, 'query'],
        `names "${arg}", which is not an argument`,
        suggestName(arg, Object.keys(offer.args)),
      );
    }
  }
  return route;
}

/** A path cannot be built from what may be missing or from what is not one value. */
function checkArgument(name: string, offer: ReadForm | WriteForm, what: string, path: Path, say: Say): void {
  const shape = Object.hasOwn(offer.args, name) ? offer.args[name] : undefined;
  if (!shape) say(path, `has ${what}, but no such argument`, suggestName(name, Object.keys(offer.args)));
  else if (shape.optional === true) say([...path, 'args', name], 'is optional, but the path needs it');
  else if (shape.type === 'list' || shape.type === 'object')
    say([...path, 'args', name], 'cannot stand in a path: it is not one value');
}

function checkPage(offer: ReadForm, page: string, env: Env, path: Path, say: Say): string {
  for (const hole of pathHoles(page.replaceAll(/\$\{[^}]*\}/g, ''))) {
    if (!Object.hasOwn(offer.args, hole)) {
      say(path, `has {${hole}}, but no such argument`, suggestName(hole, Object.keys(offer.args)));
    }
  }
  return fromEnv(page, env, path, say);
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
