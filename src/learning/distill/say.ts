import { counted, percent, sayRate } from '../../evidence/words.ts';
import type { Condition, Table } from './schema.ts';

/** `order.days_late > 7`, `topic is late`, `the text says “broken”` */
export function sayCondition(condition: Condition): string {
  switch (condition.test) {
    case 'is':
    case 'is not':
      return `${condition.field} ${condition.test} ${sayValue(condition.value)}`;
    case 'above':
      return `${condition.field} > ${condition.value}`;
    case 'at most':
      return `${condition.field} <= ${condition.value}`;
    case 'unknown':
      return `${condition.field} is not known`;
    case 'says':
      return `the text says “${condition.value}”`;
  }
}

export function sayConditions(when: readonly Condition[]): string {
  return when.length === 0 ? 'otherwise' : when.map(sayCondition).join(' and ');
}

function sayValue(value: string | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return /^[\w.-]+$/.test(value) ? value : `“${value}”`;
}

export function sayTable({ rows, fidelity, always, taught }: Omit<Table, 'says'>): string {
  const made = `${counted(rows.length, 'row')}, made from ${counted(taught, 'case')}`;
  if (!fidelity || !always) return `${made}: too few to hold any out and say how true the table is.`;
  const interval = `${percent(fidelity.low)} to ${percent(fidelity.high)}`;
  const plain = `always giving the most frequent answer would do so in ${percent(always.count / always.of)}`;
  return `${made}. Of ${fidelity.of} held-out cases it answers ${sayRate(fidelity)} as they were answered (${interval}); ${plain}.`;
}
