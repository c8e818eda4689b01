import { at, isRecord } from './columns.ts';
import type { Ground } from './make.ts';
import type { Steps } from './schema.ts';
import { kindOf, playOf } from './targets.ts';
import { BadRow, knownName, numberOf, outcomeOf, personOf, textOf, timeOf, valueOf } from './values.ts';

/** One step that somebody took on a case, as `record` takes it. */
export interface MadeStep {
  by: { id: string; name?: string };
  at: Date;
  kind: string;
  play: string | null;
  inputs?: Record<string, unknown>;
  outcome: 'solved' | 'escalated' | 'failed';
  minutes?: number | undefined;
  decision?: string | undefined;
  role?: string | undefined;
  note?: string | undefined;
}

/** More events in one row are not one case. */
const STEPS_MAX = 500;

/**
 * The steps of a row that holds a list of events, each at its own time. An event whose `decision` the mapping does
 * not translate was no decision (a payment run, a reminder) and is passed over.
 */
export function makeSteps(
  ground: Ground,
  { from, map }: Steps,
  values: Record<string, unknown>,
  kind: string,
): MadeStep[] {
  const events = at(values, from);
  if (events === undefined) return [];
  if (!Array.isArray(events) || !events.every(isRecord))
    throw new BadRow(`has no list of events in “${from}”`);
  if (events.length > STEPS_MAX)
    throw new BadRow(`has ${events.length} events; at most ${STEPS_MAX} are taken`);
  const steps: MadeStep[] = [];
  for (const event of events) {
    const decision = decisionOf(map.decision, event);
    if (map.decision !== undefined && decision === undefined) continue;
    steps.push(makeStep(ground, map, event, kind, decision));
  }
  return steps;
}

function makeStep(
  { workspace, workflow }: Ground,
  map: Steps['map'],
  event: Record<string, unknown>,
  kind: string,
  decision: string | undefined,
): MadeStep {
  const text = (name: keyof Steps['map']) => textOf(valueOf(map[name], event, name));
  const when = timeOf(valueOf(map.at, event, 'at'), 'the time of an event');
  if (!when) throw new BadRow('has an event without a time');
  const outcome = outcomeOf(text('outcome'), false) ?? 'solved';
  return {
    by: personOf(workspace, text('by')),
    at: when,
    kind: knownName(text('kind'), 'kind', (name) => kindOf(workflow, name)) ?? kind,
    play: knownName(text('play'), 'play', (name) => playOf(workflow, name)) ?? null,
    outcome: outcome === 'reworked' ? 'solved' : outcome,
    minutes: numberOf(valueOf(map.minutes, event, 'minutes')),
    decision,
    role: text('role'),
    note: text('note'),
  };
}

function decisionOf(source: Steps['map']['decision'], event: Record<string, unknown>): string | undefined {
  if (source === undefined || typeof source === 'string' || 'value' in source || !source.values) {
    return textOf(valueOf(source, event, 'decision'));
  }
  const written = textOf(at(event, source.column));
  return written === undefined ? undefined : source.values[written];
}
