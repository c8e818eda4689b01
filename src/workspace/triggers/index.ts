import type { Env } from '../env.ts';
import type { Say } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import type { Shape } from '../shape.ts';
import type { SystemFile } from '../systems/schema.ts';
import type { Path } from '../yaml.ts';
import { mapClock, readClock } from './clock.ts';
import { mapFiles, readFiles } from './files.ts';
import { mapMail, readMail } from './mail.ts';
import type { Arrival, Trigger, TriggerKind } from './schema.ts';
import { mapWebhook, readWebhook } from './webhook.ts';

export { sourceOf, type Arrival, type Trigger } from './schema.ts';

/** What a trigger is read with: the fields of its event, and what the environment gives (absent: secrets stay unread). */
export interface TriggerGround {
  event: Record<string, Shape>;
  env: Env | undefined;
  /** The systems of the workspace; absent where only the words are checked. */
  systems?: Record<string, SystemFile>;
}

/** What reads one kind of trigger and says what is wrong with it, and what it makes of an arrival for templates. */
interface Kind<T extends Trigger = Trigger> {
  read(raw: unknown, ground: TriggerGround, say: Say): T | undefined;
  map?(trigger: T, arrival: Arrival): Record<string, unknown>;
}

/** A kind of trigger is one line here and one file beside this one; what listens for it is a door. */
const KINDS: { [K in TriggerKind]: Kind<Extract<Trigger, { kind: K }>> } = {
  webhook: { read: readWebhook, map: mapWebhook },
  mail: { read: readMail, map: mapMail },
  files: { read: readFiles, map: mapFiles },
  clock: { read: readClock, map: mapClock },
};

/** Reads the `triggers:` of a workflow. Undefined items were said. */
export function readTriggers(raw: readonly unknown[], ground: TriggerGround, say: Say): Trigger[] {
  const names = new Set<string>();
  return raw.flatMap((item, index) => {
    const sayItem: Say = (path: Path, says, suggestion) =>
      say(['triggers', index, ...path], says, suggestion);
    const kind = kindOf(item);
    const kinds = Object.keys(KINDS);
    if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) {
      sayItem(['kind'], `is not one of ${kinds.join(', ')}`, suggestName(String(kind), kinds));
      return [];
    }
    const trigger = KINDS[kind as TriggerKind].read(item, ground, sayItem);
    if (!trigger) return [];
    if (names.has(trigger.name))
      sayItem(['name'], `"${trigger.name}" is the name of another trigger`, 'give it a name of its own');
    names.add(trigger.name);
    return [trigger];
  });
}

/** What templates may name as `mapped` for an arrival of this trigger. */
export function mappedOf(trigger: Trigger, arrival: Arrival): Record<string, unknown> {
  return (KINDS[trigger.kind] as Kind).map?.(trigger, arrival) ?? {};
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : 'webhook';
}
