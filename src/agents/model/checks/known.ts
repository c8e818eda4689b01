import type { PlanInput } from '../../../flow/plan/schema.ts';
import { isMoney } from '../../../workspace/money.ts';
import type { Shape } from '../../../workspace/shape.ts';
import type { Workspace } from '../../../workspace/schema.ts';

/** What stands in a case that texts may repeat, and what they must not. */
export interface Known {
  /** Texts that the case's own systems say, and short fields of its event; in small letters. */
  values: Set<string>;
  /** Those of them that our own systems say: a stranger who writes a link into a field must not have us send it. */
  ours: Set<string>;
  /** Amounts, in minor units with their currency: `490 EUR`. */
  amounts: Set<string>;
  /** Moments that facts name. */
  times: Date[];
  /** Personal values of others that an agent came upon while it looked things up. */
  strangers: string[];
  /** What a read gives: where personal values stand in it. */
  shapeOf: (read: string) => Shape | undefined;
}

/** Shorter values turn up by chance in any text. */
const TELLING_CHARS = 4;
const ISO_TIME = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * What the facts and the fields of a case say. The words of a message are not among it: whoever writes to us must not
 * choose what we promise, nor whom we name.
 */
export function knownOf(workspace: Workspace, { workflow, event, facts }: PlanInput): Known {
  const known: Known = {
    values: new Set(),
    ours: new Set(),
    amounts: new Set(),
    times: [],
    strangers: [],
    shapeOf: (read) => {
      const [system = '', name = ''] = read.split('.');
      return workspace.systems[system]?.reads[name]?.gives;
    },
  };
  for (const [name, shape] of Object.entries(workflow.event.fields)) {
    if (shape.type !== 'text') take(event[name], known, true, shape);
  }
  for (const fact of Object.values(facts)) {
    if (fact.missing === undefined)
      take(fact.value, known, fact.trust === 'trusted', workflow.facts[fact.name]);
  }
  return known;
}

/** Takes all that stands in a value. Of what strangers wrote neither amounts nor days are ours to promise. */
export function take(value: unknown, known: Known, trusted: boolean, shape?: Shape): void {
  if (value === null || value === undefined) return;
  const isOurs = trusted && shape?.outside !== true && shape?.type !== 'text';
  if (isMoney(value)) {
    if (isOurs) known.amounts.add(`${value.minor} ${value.currency}`);
  } else if (typeof value === 'object') {
    for (const [name, part] of Object.entries(value)) take(part, known, isOurs, partOf(shape, name));
  } else if (typeof value === 'string' || typeof value === 'number') {
    const said = String(value).toLowerCase();
    known.values.add(said);
    if (isOurs) known.ours.add(said);
    if (isOurs && typeof value === 'string' && ISO_TIME.test(value)) known.times.push(new Date(value));
  }
}

function partOf(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.type === 'list') return shape.of;
  return shape?.type === 'object' ? shape.fields[name] : undefined;
}

/** Personal values of a read that do not stand in the case itself: they belong to somebody else. */
export function strangersIn(read: string, value: unknown, known: Known): string[] {
  const found: string[] = [];
  const look = (part: unknown, shape: Shape | undefined, isPersonal: boolean): void => {
    const personal = isPersonal || shape?.personal === true;
    if (Array.isArray(part)) {
      for (const item of part) look(item, shape?.type === 'list' ? shape.of : undefined, personal);
    } else if (typeof part === 'object' && part !== null) {
      for (const [name, inner] of Object.entries(part))
        look(inner, shape?.type === 'object' ? shape.fields[name] : undefined, personal);
    } else if (personal && typeof part === 'string' && part.length >= TELLING_CHARS) {
      if (!known.values.has(part.toLowerCase())) found.push(part);
    }
  };
  look(value, known.shapeOf(read), false);
  return found;
}
