import { personStream } from '../authority/schema.ts';
import type { World } from '../flow/world.ts';
import type { NewEntry } from '../log/schema.ts';
import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { absenceIn } from './absence.ts';

const DAY_MS = 86_400_000;
/** Longer than this nobody is away: give the role to somebody else. */
const AWAY_MS_MAX = 400 * DAY_MS;
const RACES_MAX = 10;

export interface AwayGiven {
  /** Null: back. */
  until: Date | null;
  deputy: string | null;
}

/**
 * Says that a person is away until a time and who decides in their place, or that they are back. A deputy decides by
 * the roles of the one who is away, for as long as they are, and nobody decides for a deputy. Throws `invalid` where
 * the time or the deputy cannot be. Returns a sentence.
 */
export async function setAway(world: World, person: Person, given: AwayGiven): Promise<string> {
  const deputy = given.until === null ? undefined : checked(world, person, given.until, given.deputy);
  const stream = personStream(person.id);
  for (let race = 0; race < RACES_MAX; race++) {
    const entries = await world.log.read(stream);
    const absence = absenceIn(person.id, entries);
    if (given.until === null && (!absence || absence.until <= world.now())) return `${person.name} is here.`;
    const body =
      given.until === null || !deputy ? {} : { until: given.until.toISOString(), deputy: deputy.id };
    const entry: NewEntry = {
      kind: given.until === null ? 'person.back' : 'person.away',
      kindVersion: 1,
      at: world.now(),
      actor: { type: 'person', id: person.id, name: person.name },
      body,
    };
    const done = await world.log.append({ stream, expected: entries.length, entries: [entry] });
    if (!done.ok) continue;
    return deputy ? `${deputy.name} decides in ${person.name}'s place.` : `${person.name} is back.`;
  }
  throw new AppError('conflict', 'This was changed by somebody else at the same time.', {
    suggestion: 'Try again.',
  });
}

function checked(world: World, person: Person, until: Date, deputy: string | null): Person {
  const ms = until.getTime() - world.now().getTime();
  if (!(ms > 0 && ms <= AWAY_MS_MAX)) {
    throw new AppError('invalid', 'An absence ends at a time to come, within a year or so.', {
      path: 'until',
    });
  }
  const others = world.workspace().people.filter(({ id }) => id !== person.id);
  const found = others.find(({ id }) => id === deputy);
  if (found) return found;
  const says =
    deputy === person.id
      ? 'Nobody stands in for themselves.'
      : `There is nobody called ${deputy ?? ''} here.`;
  throw new AppError('invalid', says, {
    path: 'deputy',
    suggestion: `Name one of ${others.map(({ id }) => id).join(', ')}.`,
  });
}
