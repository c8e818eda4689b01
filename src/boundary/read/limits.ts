import type { Node } from 'yaml';
import { parseMoney, type Money } from '../../workspace/money.ts';
import type { Limit } from '../schema.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { Entry, Reader } from './reader.ts';

export const LIMIT_UNITS = ['money', 'days', 'hours', 'minutes', 'count', 'percent', 'number'] as const;
type NumberUnit = Exclude<(typeof LIMIT_UNITS)[number], 'money'>;
/** More limits than anybody can keep in mind are a mistake. */
export const LIMITS_MAX = 200;

export interface ReadLimits {
  limits: Record<string, Limit>;
  /** Names of limits with a fault: conditions that use them are not faulty as well. */
  broken: ReadonlySet<string>;
}

/** Reads `limits:`; every limit has one unit, and no value is above its ceiling. */
export function readLimits(reader: Reader, node: Node | null | undefined, currency: string): ReadLimits {
  const limits: Record<string, Limit> = {};
  const broken = new Set<string>();
  if (!node) return { limits, broken };
  const entries = reader.entries(node, 'limits');
  if (entries && entries.size > LIMITS_MAX) reader.fault(node, 'limits', `at most ${LIMITS_MAX} limits`);
  for (const [name, entry] of entries ?? []) {
    const limit = readLimit(reader, name, entry, currency);
    if (limit) limits[name] = limit;
    else broken.add(name);
  }
  return { limits, broken };
}

function readLimit(reader: Reader, name: string, { key, value }: Entry, currency: string): Limit | undefined {
  const path = `limits.${name}`;
  if (!/^[a-z][a-z0-9_]*$/i.test(name)) {
    reader.fault(key, path, `${name} is not a name that a condition can use`, 'use letters, digits and _');
    return undefined;
  }
  const fields = reader.entries(value, path, [...LIMIT_UNITS, 'ceiling']);
  if (!fields) return undefined;
  const units = LIMIT_UNITS.filter((unit) => fields.has(unit));
  const [unit] = units;
  if (!unit || units.length > 1) {
    const says = `expected one unit for the limit ${name}, found ${units.length === 0 ? 'none' : units.join(' and ')}`;
    reader.fault(value, path, says, suggestName('', LIMIT_UNITS));
    return undefined;
  }
  const [given, ceiling] = [fields.get(unit)?.value, fields.get('ceiling')?.value];
  const line = reader.line(key);
  if (unit === 'money') return readMoneyLimit(reader, name, line, given, ceiling, currency);
  return readNumberLimit(reader, name, line, unit, given, ceiling);
}

type Given = Node | null | undefined;

function readMoneyLimit(
  reader: Reader,
  name: string,
  line: number,
  given: Given,
  top: Given,
  currency: string,
) {
  const value = readMoney(reader, `limits.${name}.money`, given, currency);
  const ceiling = top ? readMoney(reader, `limits.${name}.ceiling`, top, currency) : undefined;
  if (!value) return undefined;
  if (ceiling && ceiling.currency !== value.currency) {
    reader.fault(
      top,
      `limits.${name}.ceiling`,
      `the ceiling is in ${ceiling.currency}, the limit in ${value.currency}`,
    );
  } else if (ceiling && value.minor > ceiling.minor) aboveCeiling(reader, name, given);
  return { name, unit: 'money' as const, value, ...(ceiling && { ceiling }), line };
}

function readNumberLimit(
  reader: Reader,
  name: string,
  line: number,
  unit: NumberUnit,
  given: Given,
  top: Given,
) {
  const value = readNumber(reader, `limits.${name}.${unit}`, given, unit);
  const ceiling = top ? readNumber(reader, `limits.${name}.ceiling`, top, unit) : undefined;
  if (value === undefined) return undefined;
  if (ceiling !== undefined && value > ceiling) aboveCeiling(reader, name, given);
  return { name, unit, value, ...(ceiling !== undefined && { ceiling }), line };
}

function aboveCeiling(reader: Reader, name: string, given: Given): void {
  reader.fault(
    given,
    `limits.${name}`,
    `the limit ${name} is above its ceiling`,
    'only an owner may raise a ceiling',
  );
}

function readMoney(reader: Reader, path: string, node: Given, currency: string): Money | undefined {
  const value = reader.scalar(node);
  const money = typeof value === 'string' ? parseMoney(value) : undefined;
  if (money && money.minor >= 0) return money;
  const example =
    typeof value === 'number' && value >= 0 ? `${value.toFixed(2)} ${currency}` : `50.00 ${currency}`;
  reader.fault(node, path, 'expected an amount with its currency', `write it like ${example}`);
  return undefined;
}

function readNumber(reader: Reader, path: string, node: Given, unit: NumberUnit): number | undefined {
  const value = reader.scalar(node);
  const whole = unit === 'count';
  if (typeof value === 'number' && Number.isFinite(value) && (unit === 'number' || value >= 0)) {
    if (!whole || Number.isSafeInteger(value)) return value;
  }
  reader.fault(
    node,
    path,
    `expected a ${whole ? 'whole number' : 'number'}${unit === 'number' ? '' : ' that is not negative'}`,
  );
  return undefined;
}
