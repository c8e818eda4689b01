import { DESK_ENTRIES } from '../authority/desk_schema.ts';
import type { Entry } from '../log/schema.ts';

/** Somebody is away until a time, and who decides in their place. */
export interface Absence {
  person: string;
  until: Date;
  deputy: string;
}

/** What a person's stream says of their being away; undefined where they are back, or never were. */
export function absenceIn(person: string, entries: Entry[]): Absence | undefined {
  const last = entries.findLast(({ kind }) => kind === 'person.away' || kind === 'person.back');
  if (last?.kind !== 'person.away') return undefined;
  const { until, deputy } = DESK_ENTRIES['person.away'].body.parse(last.body);
  return { person, until: new Date(until), deputy };
}
