import type { Mapping } from '../../src/flow/intake/import/schema.ts';

/** What an export would say of an incident in one row. */
export interface Incident {
  number: string;
  title: string;
  category: string;
  opened: string;
  closed: string;
  by: string;
  outcome: 'solved' | 'escalated';
  reopened: boolean;
  sla: 'kept its time' | 'too late';
}

/** Row by row as `remit import --mapping` takes it. */
export const MAPPING: Mapping = {
  map: {
    source_id: 'number',
    ticket: 'number',
    title: 'title',
    body: 'title',
    received_at: 'opened',
    decided_at: 'closed',
    decided_by: 'by',
    kind: 'category',
    outcome: 'outcome',
    reworked: 'reopened',
    note: 'sla',
  },
};

/**
 * The last event of each incident as one row. What was given on to another group is escalated; what was opened again is
 * rework. A row has one outcome: what came back and was given on is told as rework.
 */
export function incidentsOf(lines: readonly string[]): Incident[] {
  const last = new Map<string, Record<string, string>>();
  for (const line of lines) {
    const event = JSON.parse(line) as Record<string, string>;
    last.set(event['number'] ?? '', event);
  }
  return [...last.values()].map((event) => {
    const isReopened = Number(event['reopen_count']) > 0;
    return {
      number: event['number'] ?? '',
      title: `${event['subcategory']}, ${event['u_symptom']}`,
      category: (event['category'] ?? '?') === '?' ? 'No category' : (event['category'] ?? ''),
      opened: isoOf(event['opened_at'] ?? ''),
      closed: isoOf(event['closed_at'] ?? ''),
      by: event['resolved_by'] ?? '',
      outcome: Number(event['reassignment_count']) > 0 && !isReopened ? 'escalated' : 'solved',
      reopened: isReopened,
      sla: event['made_sla'] === 'TRUE' ? 'kept its time' : 'too late',
    };
  });
}

/** `29-02-2016 01:16`, taken as UTC. */
function isoOf(text: string): string {
  const [, day, month, year, time] = /^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)$/.exec(text) ?? [];
  return `${year}-${month}-${day}T${time}:00Z`;
}
