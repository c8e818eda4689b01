import type { Node } from 'yaml';
import { NOT_PEOPLE, type ApprovalStep } from '../schema.ts';
import { suggestName } from '../../workspace/nearest.ts';
import { readTimes } from './deadline.ts';
import type { Entries, Reader } from './reader.ts';
import { readCondition, readOn } from './rules.ts';

export const APPROVE_KEYS = [
  'role',
  'any',
  'all',
  'count',
  'not',
  'on',
  'when',
  'within',
  'hours',
  'remind',
  'then',
] as const;
/** A chain longer than this means that nobody decides. */
export const APPROVE_STEPS_MAX = 8;
/** More people than this for one step means that nobody decides. */
export const APPROVE_PEOPLE_MAX = 9;

/** One step with the places in the file that its checks speak of. */
export interface ReadStep {
  step: ApprovalStep;
  node: Node;
  /** Where its condition stands. */
  when: Node | undefined;
}

/** Reads `approve:`: who decides, who may not, and who is asked when nobody has in time. */
export function readApprove(
  reader: Reader,
  node: Node | null | undefined,
  known: { roles: string[] | null; writes: string[] },
): ReadStep[] {
  if (!node) return [];
  const items = reader.items(node, 'approve') ?? [];
  if (items.length > APPROVE_STEPS_MAX) reader.fault(node, 'approve', `at most ${APPROVE_STEPS_MAX} steps`);
  return items.flatMap((item, index) => {
    const path = `approve[${index}]`;
    const fields = reader.entries(item, path, APPROVE_KEYS);
    const step = fields && readStep(reader, fields, { item, path, ...known });
    return step ? [step] : [];
  });
}

interface Place {
  item: Node;
  path: string;
  roles: string[] | null;
  writes: string[];
}

function readStep(reader: Reader, fields: Entries, place: Place): ReadStep | undefined {
  const { item, path, roles, writes } = place;
  const who = readWho(reader, fields, place);
  const not = fields.has('not') ? readNot(reader, fields.get('not')?.value, `${path}.not`) : [];
  const on = fields.has('on') ? readOn(reader, fields, item, path, writes, 'step') : undefined;
  const whenNode = fields.get('when')?.value ?? undefined;
  const when = fields.has('when') ? readCondition(reader, whenNode ?? item, path) : undefined;
  const times = readTimes(reader, fields, path);
  const then = fields.has('then')
    ? readRole(reader, fields.get('then')?.value, `${path}.then`, roles)
    : undefined;
  if (fields.has('then') && !fields.has('within')) {
    reader.fault(
      fields.get('then')?.key,
      path,
      'then is asked after a time, and no time is given',
      'add within: 4h',
    );
  }
  if (!who) return undefined;
  const step: ApprovalStep = {
    ...who,
    not,
    ...(on !== undefined && { on }),
    ...(when !== undefined && { when }),
    ...times,
    // `then` is the file's own word for who is asked next; a step is never awaited.
    // oxlint-disable-next-line unicorn/no-thenable
    ...(then !== undefined && { then }),
  };
  return { step, node: item, when: when === undefined ? undefined : whenNode };
}

type Who = Pick<ApprovalStep, 'role' | 'any' | 'all' | 'count'>;

/** Who is asked: a role, any of several, or one of each; and how many people of them. */
function readWho(reader: Reader, fields: Entries, { item, path, roles }: Place): Who | undefined {
  const ways = (['role', 'any', 'all'] as const).filter((way) => fields.has(way));
  const [way = 'role', second] = ways;
  if (second) {
    const says = `a step is decided by role, any or all, and here are ${ways.join(' and ')}`;
    reader.fault(fields.get(second)?.key, path, says, 'write two steps, or leave one out');
    return undefined;
  }
  const count = readCount(reader, fields, path, way);
  if (way === 'role') {
    const role = readRole(reader, fields.get('role')?.value ?? item, `${path}.role`, roles);
    return role === undefined ? undefined : { role, ...(count !== undefined && { count }) };
  }
  const named = readRoles(reader, fields.get(way)?.value, `${path}.${way}`, roles);
  const [role] = named ?? [];
  if (!named || role === undefined) return undefined;
  return { role, [way]: named, ...(count !== undefined && { count }) };
}

function readRoles(
  reader: Reader,
  node: Node | null | undefined,
  path: string,
  roles: string[] | null,
): string[] | undefined {
  const items = reader.items(node, path);
  if (!items) return undefined;
  const named = items.map((item, index) => readRole(reader, item, `${path}[${index}]`, roles));
  if (named.some((role) => role === undefined)) return undefined;
  const known = named.filter((role) => role !== undefined);
  const twice = known.findIndex((role, index) => known.indexOf(role) < index);
  if (twice >= 0) {
    reader.fault(items[twice], path, `${known[twice]} stands there twice`, 'for two people write count: 2');
    return undefined;
  }
  if (known.length < 2 || known.length > APPROVE_PEOPLE_MAX) {
    const says = `expected two roles or more, at most ${APPROVE_PEOPLE_MAX}`;
    reader.fault(node, path, says, 'for one role write role:');
    return undefined;
  }
  return known;
}

function readCount(reader: Reader, fields: Entries, path: string, way: string): number | undefined {
  const found = fields.get('count');
  if (!found) return undefined;
  if (way === 'all') {
    reader.fault(found.key, path, 'count goes with role or any: all asks one person of each role');
    return undefined;
  }
  const count = reader.scalar(found.value);
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= APPROVE_PEOPLE_MAX)
    return count === 1 ? undefined : count;
  reader.fault(
    found.value,
    `${path}.count`,
    `expected a number of people from 1 to ${APPROVE_PEOPLE_MAX}`,
    'such as count: 2',
  );
  return undefined;
}

function readRole(
  reader: Reader,
  node: Node | null | undefined,
  path: string,
  roles: string[] | null,
): string | undefined {
  const role = reader.words(node, path, 'the role that decides', suggestName('', roles ?? []));
  if (role === undefined || roles === null || roles.includes(role)) return role;
  reader.fault(node, path, `nobody has the role ${role}`, suggestName(role, roles));
  return undefined;
}

function readNot(reader: Reader, node: Node | null | undefined, path: string): ApprovalStep['not'] {
  return (reader.items(node, path) ?? []).flatMap((item) => {
    const who = reader.scalar(item);
    const known = NOT_PEOPLE.find((person) => person === who);
    if (!known) {
      const people = `${NOT_PEOPLE.slice(0, -1).join(', ')} or ${NOT_PEOPLE.at(-1)}`;
      reader.fault(item, path, `expected ${people}`, suggestName(String(who), NOT_PEOPLE));
    }
    return known ? [known] : [];
  });
}
