import { counted, percent, sayRate } from '../../evidence/words.ts';
import type { Condition, Table } from './schema.ts';

/** `order days late above 7`, `order placed at most 1 day ago`, `topic is “late”`, `parcel status is not known`, `the text says “broken”` */
export function sayCondition(condition: Condition): string {
  switch (condition.test) {
    case 'is':
    case 'is not':
      return `${inWords(condition.field)} ${condition.test} ${sayValue(condition.value)}`;
    case 'above':
    case 'at most':
      return sayNumber(condition);
    case 'unknown':
      return `${inWords(condition.field)} is not known`;
    case 'says':
      return `the text says “${condition.value}”`;
  }
}

export function sayConditions(when: readonly Condition[]): string {
  return when.length === 0 ? 'otherwise' : when.map(sayCondition).join(' and ');
}

/** A time is told to an agent as the whole days since; numbers of any other field stand as they are. */
function sayNumber({ field, test, value }: Extract<Condition, { test: 'above' | 'at most' }>): string {
  if (!field.endsWith('_at') || value < 0) return `${inWords(field)} ${test} ${value.toLocaleString('en')}`;
  const than = test === 'above' ? 'more than' : 'at most';
  return `${inWords(field.slice(0, -'_at'.length))} ${than} ${counted(value, 'day')} ago`;
}

/** `order.days_late` → `order days late`: who reads the table is no programmer. */
function inWords(name: string): string {
  return name.replaceAll(/[._]+/g, ' ').trim();
}

function sayValue(value: string | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return `“${/^[\w.-]+$/.test(value) ? value.replaceAll('_', ' ') : value}”`;
}

export function sayTable({ rows, fidelity, always, taught }: Omit<Table, 'says'>): string {
  const made = `${counted(rows.length, 'row')}, made from ${counted(taught, 'case')}`;
  if (!fidelity || !always) return `${made}: too few to say how true the table is.`;
  const interval = `${percent(fidelity.low)} to ${percent(fidelity.high)}`;
  const plain = `always giving the most frequent answer would do so in ${percent(always.count / always.of)}`;
  return `${made}. In cases that it was not made from it answers ${sayRate(fidelity)} as they were answered (${interval}); ${plain}.`;
}
