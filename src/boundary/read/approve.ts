import type { Node } from 'yaml';
import { NOT_PEOPLE, type ApprovalStep } from '../schema.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { Entries, Reader } from './reader.ts';

export const APPROVE_KEYS = ['role', 'not', 'within', 'then'] as const;
/** A chain longer than this means that nobody decides. */
export const APPROVE_STEPS_MAX = 5;

const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `approve:`: who decides, who may not, and who is asked when nobody has in time. */
export function readApprove(reader: Reader, node: Node | null | undefined, roles: string[]): ApprovalStep[] {
  if (!node) return [];
  const items = reader.items(node, 'approve') ?? [];
  if (items.length > APPROVE_STEPS_MAX) reader.fault(node, 'approve', `at most ${APPROVE_STEPS_MAX} steps`);
  return items.flatMap((item, index) => {
    const path = `approve[${index}]`;
    const fields = reader.entries(item, path, APPROVE_KEYS);
    const step = fields && readStep(reader, fields, item, path, roles);
    return step ? [step] : [];
  });
}

function readStep(
  reader: Reader,
  fields: Entries,
  item: Node,
  path: string,
  roles: string[],
): ApprovalStep | undefined {
  const role = readRole(reader, fields.get('role')?.value ?? item, `${path}.role`, roles);
  const not = fields.has('not') ? readNot(reader, fields.get('not')?.value, `${path}.not`) : [];
  const withinMs = fields.has('within')
    ? readWithin(reader, fields.get('within')?.value, `${path}.within`)
    : undefined;
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
  if (role === undefined) return undefined;
  // `then` is the file's own word for who is asked next; a step is never awaited.
  // oxlint-disable-next-line unicorn/no-thenable
  return { role, not, ...(withinMs !== undefined && { withinMs }), ...(then !== undefined && { then }) };
}

function readRole(
  reader: Reader,
  node: Node | null | undefined,
  path: string,
  roles: string[],
): string | undefined {
  const role = reader.words(node, path, 'the role that decides', suggestName('', roles));
  if (role === undefined || roles.includes(role)) return role;
  reader.fault(node, path, `nobody has the role ${role}`, suggestName(role, roles));
  return undefined;
}

function readNot(reader: Reader, node: Node | null | undefined, path: string): ApprovalStep['not'] {
  return (reader.items(node, path) ?? []).flatMap((item) => {
    const who = reader.scalar(item);
    const known = NOT_PEOPLE.find((person) => person === who);
    if (!known)
      reader.fault(item, path, `expected ${NOT_PEOPLE.join(' or ')}`, suggestName(String(who), NOT_PEOPLE));
    return known ? [known] : [];
  });
}

function readWithin(reader: Reader, node: Node | null | undefined, path: string): number | undefined {
  const match = /^(\d{1,5}(?:\.\d{1,2})?)(m|h|d)$/.exec(String(reader.scalar(node)));
  const withinMs = match ? Math.round(Number(match[1]) * UNIT_MS[match[2]!]!) : 0;
  if (withinMs > 0) return withinMs;
  reader.fault(node, path, 'expected a time to answer in', 'such as 30m, 4h or 2d');
  return undefined;
}
