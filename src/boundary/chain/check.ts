import type { Fault } from '../../workspace/shape.ts';
import type { Names } from '../cel/names.ts';
import { parseCondition } from '../cel/parse.ts';
import { compileStep, type CompiledStep } from '../compiled.ts';
import type { ReadStep } from '../read/approve.ts';
import { placeIn } from '../read/place.ts';
import type { Reader } from '../read/reader.ts';
import type { Vocabulary } from '../schema.ts';
import { stuckAt, stuckWithout } from './satisfiable.ts';

/** Checks the conditions of a chain, and that people exist who can go through it to its end. */
export function checkChain(
  reader: Reader,
  read: ReadStep[],
  namesFor: (on: string) => Names,
  vocabulary: Vocabulary,
): CompiledStep[] {
  const compiled = read.flatMap((each, index) => checkStep(reader, each, index, namesFor));
  const steps = read.map(({ step }) => step);
  const stuck = vocabulary.people && stuckAt(steps, vocabulary.people);
  if (stuck) {
    const roles = steps[stuck.step]?.role ?? '';
    const advice = `give somebody else the role ${roles}, or ask for fewer`;
    reader.fault(read[stuck.step]?.node, `approve[${stuck.step}]`, stuck.says, advice);
  }
  return compiled;
}

function checkStep(
  reader: Reader,
  { step, when }: ReadStep,
  index: number,
  namesFor: (on: string) => Names,
): CompiledStep[] {
  const names = namesFor(step.on ?? '*');
  if (step.when === undefined || !when) return [compileStep(step, undefined, names.facts)];
  const parsed = parseCondition(step.when, names, 'restrict');
  if (parsed.ok) return [compileStep(step, parsed.tree, names.facts)];
  for (const { span, says, suggestion } of parsed.problems) {
    const place = placeIn(reader.text, when, step.when, span.start);
    reader.faultAt(place, `approve[${index}].when`, says, suggestion);
  }
  return [];
}

/** What of a chain loads and is still likely a mistake. */
export function chainWarnings(reader: Reader, read: ReadStep[], vocabulary: Vocabulary): Fault[] {
  const steps = read.map(({ step }) => step);
  const at = (index: number, says: string, suggestion?: string): Fault =>
    reader.faultHere(read[index]?.node.range?.[0] ?? 0, `approve[${index}]`, says, suggestion);
  const { people } = vocabulary;
  const lone = (['requester', 'planner'] as const).flatMap((who) => {
    if (!people || (who === 'requester' && vocabulary.requester === false)) return [];
    return stuckWithout(steps, people, who).map(({ step, says }) =>
      at(step, says, 'name somebody else who may'),
    );
  });
  const own = steps.flatMap(({ role, any, all, then }, index) => {
    const isOwn = then !== undefined && (any ?? all ?? [role]).includes(then);
    return isOwn
      ? [at(index, `after the time is over the same role ${then} is asked`, 'name another role in then')]
      : [];
  });
  const timed = steps.flatMap(({ hours }, index) =>
    hours === 'business' && vocabulary.hours === false
      ? [at(index, 'remit.yaml does not say when people work, so every hour counts', 'add hours: there')]
      : [],
  );
  const isConditional =
    steps.length > 0 && steps.every(({ on, when }) => on !== undefined || when !== undefined);
  return [
    ...lone,
    ...own,
    ...timed,
    ...(isConditional
      ? [at(0, 'every step has a condition: where none of them holds, a person does it', 'leave one without')]
      : []),
  ];
}
