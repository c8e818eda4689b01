import type { Actor } from '../live/answers.ts';
import { humanise } from '../ui/words.ts';

/** Who did it, as a name. */
export function actorName(actor: Actor): string {
  switch (actor.type) {
    case 'person':
      return actor.name ?? actor.id;
    case 'agent':
      return `Agent ${actor.id}`;
    case 'remit':
      return 'Remit';
    case 'outside':
      return actor.id === 'http' ? 'From outside' : humanise(actor.id);
  }
}
