import { STAGES, type RolloutForm } from '../schema.ts';

export type Direction = 'widened' | 'narrowed' | 'moved';

/**
 * Which way a roll-out goes: wider in its stage, share or kinds and narrower in none is widened, the other way round
 * narrowed. Wider in one and narrower in another has moved. Null: nothing changes.
 */
export function directionOf(from: RolloutForm, to: RolloutForm): Direction | null {
  const stages = STAGES.indexOf(to.stage) - STAGES.indexOf(from.stage);
  const shares = to.share - from.share;
  const wider = stages > 0 || shares > 0 || !within(to.kinds, from.kinds);
  const narrower = stages < 0 || shares < 0 || !within(from.kinds, to.kinds);
  if (wider && narrower) return 'moved';
  if (wider) return 'widened';
  return narrower ? 'narrowed' : null;
}

/** Whether somebody may need a right for it: whatever becomes wider anywhere does. */
export function widens(direction: Direction): boolean {
  return direction !== 'narrowed';
}

/** Whether every kind of one slice is in the other; null is all kinds. */
function within(one: string[] | null, other: string[] | null): boolean {
  return other === null || (one?.every((kind) => other.includes(kind)) ?? false);
}
