import { compileCondition, loadBoundary } from '../../boundary/index.ts';
import type { Boundary, Vocabulary } from '../../boundary/schema.ts';
import type { Files } from '../folder.ts';
import type { Say } from '../forms/form.ts';
import { nearestName } from '../nearest.ts';
import type { Fault, Shape } from '../shape.ts';
import type { Path } from '../yaml.ts';

/**
 * Loads a workflow's boundary. Without a vocabulary (facts or writes are wrong) only its presence is checked: its
 * conditions would be blamed for faults that are told elsewhere.
 */
export function checkBoundary(
  file: string,
  files: Files,
  vocabulary: Vocabulary | undefined,
  { faults, warnings }: { faults: Fault[]; warnings: Fault[] },
): Boundary | undefined {
  const text = files.get(file);
  if (text === undefined) {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const near = nearestName(
      file,
      [...files.keys()].filter((path) => path.startsWith(folder)),
    );
    const suggestion =
      near === undefined ? 'write one, at least with otherwise: approve' : `is it "${near}"?`;
    faults.push({ file, says: 'is missing: without a boundary nothing may be done', suggestion });
    return undefined;
  }
  if (!vocabulary) return undefined;
  const loaded = loadBoundary(text, file, vocabulary);
  if (!loaded.ok) {
    faults.push(...loaded.faults);
    return undefined;
  }
  warnings.push(...loaded.warnings);
  return loaded.boundary;
}

/** Checks a condition of a decision table or of an end state over the event, the facts and, where given, inputs. */
export function checkCondition(
  text: string,
  vocabulary: Vocabulary | undefined,
  args: Record<string, Shape>,
  say: Say,
  path: Path,
): void {
  if (!vocabulary) return;
  const { event, facts } = vocabulary;
  const compiled = compileCondition(text, { event, facts, args });
  if (compiled.ok) return;
  for (const { span, says, suggestion } of compiled.faults) {
    const part = text.slice(span.start, span.end).trim();
    say(
      path,
      part === '' || part === text.trim() ? `cannot be read: ${says}` : `at "${part}": ${says}`,
      suggestion,
    );
  }
}
