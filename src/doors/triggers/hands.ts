import type { World } from '../../flow/index.ts';
import { receive, type Received } from '../../flow/receive.ts';
import type { ArrivalShelf } from '../../runtime/arrivals.ts';
import type { Cursors } from '../../runtime/cursors.ts';
import type { Arrival, Trigger } from '../../workspace/triggers/index.ts';

/** What everything that listens for triggers has in hand. */
export interface Hands {
  world: World;
  shelf: ArrivalShelf;
  cursors: Cursors;
  /** Hears in a sentence what went wrong with a trigger. */
  onFault: (says: string) => void;
}

/** A trigger of a workflow that looks for itself. */
export interface Place<T extends Trigger = Trigger> {
  workflow: string;
  trigger: T;
}

/** Listens for one trigger until it is stopped. */
export interface Listener {
  start(): void;
  stop(): Promise<void>;
}

/** Hands in what came. Once this returns it is safe; it throws what another try may mend. */
export function take(
  { world, shelf }: Hands,
  { workflow, trigger }: Place,
  arrival: Arrival,
): Promise<Received> {
  return receive(world, shelf, { workflow, trigger: trigger.name, arrival });
}

/** Keeps what cannot become an event whatever the mapping says, with why, for a person to look at. */
export async function setAside(
  { world, shelf }: Hands,
  { workflow, trigger }: Place,
  arrival: Arrival,
  says: string,
): Promise<void> {
  await shelf.keep(world.id(), { workflow, trigger: trigger.name, arrival, says }, world.now());
}
