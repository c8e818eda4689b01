import type { SystemFile } from '../../workspace/schema.ts';
import type { Probed, System } from '../schema.ts';

/**
 * A dry read: the one that the system's file names as its `probe`, else what its kind does. That there is none such is
 * a good answer too: the system was reached, signed in to and asked.
 */
export async function probeOf(file: SystemFile, system: System, signal: AbortSignal): Promise<Probed> {
  if (!file.probe) return system.probe({ signal });
  const answer = await system.read(file.probe.read, file.probe.with, { signal });
  const what = `by its read ${file.probe.read}`;
  if (answer.ok || answer.why === 'not_found') return { ok: true, says: `${file.label} answers (${what}).` };
  const todo =
    answer.why === 'refused'
      ? `look at what systems/${file.name}.yaml signs in with`
      : `look whether it is there, and at the address in systems/${file.name}.yaml`;
  return { ok: false, says: `${answer.says} (${what}).`, todo };
}
