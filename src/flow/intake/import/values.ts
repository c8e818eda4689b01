import type { Workspace } from '../../../workspace/schema.ts';
import { coerce } from '../../../workspace/values.ts';
import { asText, at } from './columns.ts';
import { OUTCOMES, type Source } from './schema.ts';

/** How much of a wrong value a reason quotes. */
const QUOTED_CHARS_MAX = 60;

/** Why a row is not taken, as the rest of a sentence that begins with the row: `has no source_id`. */
export class BadRow extends Error {}

/** The value of a source in a row; undefined where there is none. Throws `BadRow` where it has no translation. */
export function valueOf(source: Source | undefined, values: Record<string, unknown>, name: string): unknown {
  if (source === undefined) return undefined;
  if (typeof source === 'string') return at(values, source);
  if ('value' in source) return source.value;
  const value = at(values, source.column);
  if (value === undefined || value === '' || !source.values) return value;
  const translated = source.values[asText(value)];
  if (translated === undefined) {
    throw new BadRow(
      `${name}: the mapping does not say what “${asText(value).slice(0, QUOTED_CHARS_MAX)}” means`,
    );
  }
  return translated;
}

/** A person of the workspace by id or name, else somebody by the name that the file gives. */
export function personOf(workspace: Workspace, written: string | undefined): { id: string; name?: string } {
  if (written === undefined) return { id: 'unknown' };
  const wanted = written.toLowerCase();
  const known = workspace.people.find(
    ({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  return known ? { id: known.id, name: known.name } : { id: written, name: written };
}

export function knownName(
  written: string | undefined,
  what: string,
  find: (name: string) => string | undefined,
): string | undefined {
  if (written === undefined) return undefined;
  const name = find(written);
  if (name === undefined)
    throw new BadRow(
      `has the ${what} “${written.slice(0, QUOTED_CHARS_MAX)}”, which the workflow does not know`,
    );
  return name;
}

export function outcomeOf(
  written: string | undefined,
  reworked: boolean,
): 'solved' | 'reworked' | 'escalated' | 'failed' | undefined {
  if (reworked || written === 'reworked') return 'reworked';
  if (written === undefined) return undefined;
  const outcome = OUTCOMES.find((known) => known === written.toLowerCase());
  if (!outcome)
    throw new BadRow(
      `has the outcome “${written.slice(0, QUOTED_CHARS_MAX)}”; there are ${OUTCOMES.join(', ')}, reworked`,
    );
  return outcome;
}

export function timeOf(value: unknown, name: string): Date | undefined {
  if (value === undefined || value === '') return undefined;
  const read = coerce({ type: 'time' }, value);
  if (!read.ok) throw new BadRow(`${name} ${read.problems[0]?.says ?? 'is no time'}`);
  return new Date(read.value as string);
}

export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

export function numberOf(value: unknown): number | undefined {
  if (value === undefined || value === '') return undefined;
  const read = coerce({ type: 'number' }, value);
  if (!read.ok) throw new BadRow(`minutes ${read.problems[0]?.says ?? 'is no number'}`);
  return read.value as number;
}
