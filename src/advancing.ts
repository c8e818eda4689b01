import { advance, type CaseState, type World } from './flow/index.ts';
import { advanceRollback } from './flow/rollback/index.ts';
import { replay } from './flow/case/replay.ts';
import { streamOf } from './flow/world.ts';
import type { Entry } from './log/schema.ts';
import { inSpan } from './runtime/telemetry/spans.ts';

/** Who goes on with a stream that is due, by the kind of it, which its name begins with. */
const ADVANCES: Record<string, (world: World, id: string, known?: CaseState) => Promise<unknown>> = {
  case: advance,
  rollback: advanceRollback,
};
/** The queues beside those of the workflows, as their heads name them. */
export const QUEUES: string[] = ['~rollback'];

/** All that one worker does for a stream without a pause, as one span; it goes on from the event that began it. */
export function advanceTraced(world: World, stream: string, known: CaseState | undefined): Promise<unknown> {
  const id = nameWithin(stream);
  const attributes = { 'remit.stream': stream, ...(known && { 'remit.workflow': known.workflow }) };
  return inSpan('advance', { attributes, from: known?.trace }, () => advanceOf(stream)(world, id, known));
}

function advanceOf(stream: string): (typeof ADVANCES)[string] {
  const go = ADVANCES[stream.slice(0, stream.indexOf('/'))];
  if (!go) throw new Error(`nobody knows how to go on with ${stream}`);
  return go;
}

/** The id of a case or of a rollback: what stands behind the kind of its stream. */
export function nameWithin(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1);
}

/** The states of the cases among many streams, read in one query. */
export async function loadMany(log: World['log'], streams: string[]): Promise<Map<string, CaseState>> {
  const states = new Map<string, CaseState>();
  const entries = await log.readMany(streams.filter((stream) => stream.startsWith(streamOf(''))));
  for (const [stream, ofCase] of entries) {
    const state = readable(nameWithin(stream), ofCase);
    if (state) states.set(stream, state);
  }
  return states;
}

/** One case that cannot be read must not keep the others of its batch from going on: alone it says what is wrong. */
function readable(id: string, entries: Entry[]): CaseState | null {
  try {
    return replay(id, entries);
  } catch {
    return null;
  }
}
