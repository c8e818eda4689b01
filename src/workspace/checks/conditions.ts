import type { Boundary, Vocabulary } from '../../boundary/schema.ts';
import type { Say } from '../forms/form.ts';
import type { Files } from '../folder.ts';
import type { Fault, Shape } from '../shape.ts';
import type { Path } from '../yaml.ts';

export function checkBoundary(
  file: string,
  files: Files,
  vocabulary: Vocabulary | undefined,
  faults: Fault[],
): Boundary | undefined {
  const text = files.get(file);
  if (text === undefined) {
    faults.push({
      file,
      says: 'is missing: a workflow without a boundary may do nothing',
      suggestion: 'write one with otherwise: approve',
    });
    return undefined;
  }
  if (!vocabulary) return undefined;
  return {} as Boundary;
}

export function checkCondition(
  text: string,
  vocabulary: Vocabulary | undefined,
  args: Record<string, Shape>,
  say: Say,
  path: Path,
): void {
  void [text, vocabulary, args, say, path];
}
