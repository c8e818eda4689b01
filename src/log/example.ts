import type { ActionRow, Append, CaseRow, NewEntry } from './schema.ts';

/** Entries and appends for the tests of the log. */
export const NOW = new Date('2026-11-20T10:00:00.123Z');

export function noted(text: string, at = NOW.toISOString()): NewEntry {
  return {
    kind: 'noted',
    kindVersion: 1,
    at: new Date(at),
    actor: { type: 'person', id: 'ada' },
    body: { text },
  };
}

/** Opens a case with its row. */
export function opening(stream: string, title = 'A parcel is late'): Append {
  return { stream, expected: 0, entries: [noted('opened')], rows: { cases: caseRow(stream, title) } };
}

export function caseRow(id: string, title: string): CaseRow {
  const at = NOW.toISOString();
  return {
    id,
    workflow: 'late',
    subject: 'order 1042',
    title,
    kind: null,
    status: 'open',
    step: 'intake',
    outcome: null,
    reworked: false,
    opened_at: at,
    changed_at: at,
    closed_at: null,
    version: 1,
  };
}

/** An intended refund of five euros. */
export function refund(key: string, more: Partial<ActionRow> = {}): ActionRow {
  return {
    key,
    case_id: key,
    workflow: 'refunds',
    write: 'shop.refund',
    digest: 'd',
    status: 'intended',
    money_minor: 500,
    money_currency: 'EUR',
    intended_at: NOW.toISOString(),
    done_at: null,
    undoes: null,
    ...more,
  };
}

/** Intends a refund if at most `perHour` refunds and `perDayMinor` cents are used up by it. */
export function intending(stream: string, limits: { perHour?: number; perDayMinor?: number }): Append {
  return {
    stream,
    expected: 0,
    entries: [{ ...noted('intended'), kind: 'action.intended' }],
    rows: { actions: [refund(stream)] },
    gate: {
      budget: { workflow: 'refunds', write: 'shop.refund', timeZone: 'Europe/Berlin', currency: 'EUR' },
      recheck({ used, switches }) {
        if (switches.length > 0) return `stopped by ${switches.join(', ')}`;
        if (used.count_last_hour + 1 > (limits.perHour ?? Infinity)) return 'hourly';
        return used.sum_today.minor + 500 > (limits.perDayMinor ?? Infinity) ? 'daily' : null;
      },
    },
  };
}
