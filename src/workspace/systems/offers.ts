import { z } from 'zod';
import { fromEnv, type Env } from '../env.ts';
import { Duration, entry, Name, type Say } from '../forms/form.ts';
import { humanize } from '../forms/words.ts';
import { suggestName } from '../nearest.ts';
import { checkArgs, checkHoles } from '../checks/templates.ts';
import { Shape, Shapes } from '../shape.ts';
import type { Path } from '../yaml.ts';
import { LimitsForm, limitsOf } from './limits.ts';
import type { ReadOffer, SystemCommon, WriteOffer } from './schema.ts';

/** What stands in for the answer of a write that declares none. */
const NOTHING: Shape = { type: 'object', fields: {} };

/** Argument templates as YAML gives them: plain values and texts with holes. */
export const Templates = z.record(z.string(), z.json());
const TextTemplates = z.record(z.string(), z.string());

/** What every read says, whatever the kind of its system; a kind adds how it is reached. */
export const readKeys = {
  label: z.string().optional(),
  args: Shapes.default({}),
  gives: Shape,
  fresh: Duration.optional(),
  page: z.string().optional(),
};

/** The same for writes. */
export const writeKeys = {
  label: z.string().optional(),
  args: Shapes.default({}),
  gives: Shape.optional(),
  money: z.string().optional(),
  confirm: entry({ read: z.string(), with: TextTemplates.default({}) }).optional(),
  undo: entry({
    write: z.string(),
    with: TextTemplates.default({}),
    within: Duration.optional(),
    /** What must still be so before it is taken back: a read that shows these values. */
    holds: entry({ read: z.string(), with: TextTemplates.default({}), shows: TextTemplates }).optional(),
  }).optional(),
  irreversible: z.boolean().optional(),
};

/** The keys of a system's file that are the same for every kind. */
export const systemKeys = {
  system: z.string().optional(),
  label: z.string().optional(),
  page: z.string().optional(),
  limits: LimitsForm,
  /** A read that changes nothing and is cheap: what `remit doctor` asks, and a system that is down is asked again. */
  probe: entry({ read: z.string(), with: z.record(z.string(), z.json()).default({}) }).optional(),
};

const ReadForm = entry(readKeys);
const WriteForm = entry(writeKeys);
const CommonForm = entry(systemKeys);
export type ReadForm = z.infer<typeof ReadForm>;
export type WriteForm = z.infer<typeof WriteForm>;

/** A system's form as far as it is the same for every kind. */
export type OffersForm<R extends ReadForm = ReadForm, W extends WriteForm = WriteForm> = z.infer<
  typeof CommonForm
> & { reads: Record<string, R>; writes: Record<string, W> };

/** Names of reads and writes, as the keys of their mappings. */
export const offersOf = <R extends z.ZodType, W extends z.ZodType>(read: R, write: W) => ({
  reads: z.record(Name, read).default({}),
  writes: z.record(Name, write).default({}),
});

/**
 * What every kind of system has in common, after saying everything in it that does not hold together. `via` says of an
 * offer how it is reached, and says what is wrong with that at the offer's path.
 */
export function checkOffers<V, R extends ReadForm, W extends WriteForm>(
  name: string,
  form: OffersForm<R, W>,
  env: Env,
  say: Say,
  via: (offer: R | W, path: Path) => V,
  keyedBy: (offer: W) => string | undefined = () => undefined,
): SystemCommon<V> {
  if (form.system !== undefined && form.system !== name) {
    say(['system'], `is "${form.system}", but the file is called ${name}.yaml`, 'give both the same name');
  }
  const reads: Record<string, ReadOffer<V>> = {};
  for (const [read, offer] of Object.entries(form.reads)) {
    const path = ['reads', read];
    const { args, gives, fresh: freshMs } = offer;
    const label = offer.label ?? humanize(read);
    const page =
      offer.page === undefined ? undefined : checkPage(offer, offer.page, env, [...path, 'page'], say);
    reads[read] = { name: read, label, via: via(offer, path), args, gives, freshMs, page };
  }
  const writes: Record<string, WriteOffer<V>> = {};
  for (const [write, offer] of Object.entries(form.writes)) {
    const path = ['writes', write];
    const common = checkWrite(name, write, form, say);
    writes[write] = { ...common, via: via(offer, path), keyedBy: keyedBy(offer) };
  }
  const page = form.page === undefined ? undefined : fromEnv(form.page, env, ['page'], say);
  const label = form.label ?? humanize(name);
  const probe = checkProbe(form, say);
  return { name, label, limits: limitsOf(form.limits), page, reads, writes, ...(probe && { probe }) };
}

/** The dry read that a file names: a read of its own, with arguments that are written out. */
function checkProbe({ probe, reads }: OffersForm, say: Say): SystemCommon['probe'] {
  if (!probe) return undefined;
  const asked = Object.hasOwn(reads, probe.read) ? reads[probe.read] : undefined;
  if (!asked) {
    const near = suggestName(probe.read, Object.keys(reads));
    say(['probe', 'read'], `"${probe.read}" is not a read of this system`, near);
  } else checkArgs(probe.read, asked.args, probe.with, {}, say, ['probe', 'with']);
  return probe;
}

function checkWrite(system: string, name: string, form: OffersForm, say: Say): Omit<WriteOffer, 'via'> {
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
    args,
    gives,
    money,
    irreversible,
    confirm: checkConfirm(offer, form, path, say),
    undo: checkUndo(system, offer, form, path, say),
  };
}

function checkConfirm(offer: WriteForm, form: OffersForm, path: Path, say: Say): WriteOffer['confirm'] {
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
  form: OffersForm,
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
  form: OffersForm,
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

function checkPage(offer: ReadForm, page: string, env: Env, path: Path, say: Say): string {
  for (const hole of namesInBraces(page.replaceAll(/\$\{[^}]*\}/g, ''))) {
    if (!Object.hasOwn(offer.args, hole)) {
      say(path, `has {${hole}}, but no such argument`, suggestName(hole, Object.keys(offer.args)));
    }
  }
  return fromEnv(page, env, path, say);
}

/** Names in braces: `order_id` of `/orders/{order_id}`. */
export function namesInBraces(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}
