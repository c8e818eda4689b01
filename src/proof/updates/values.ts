import type { DecidedCase } from '../../evidence/mining/index.ts';
import { replay } from '../../flow/case/replay.ts';
import { exampleOf } from '../../flow/plan/example.ts';
import { streamOf, type World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';

/** The declared values and the words of a case, as conditions are held against them. */
export type Values = Pick<DecidedCase, 'fields' | 'text'>;

/** Values of cases that no table keeps, read again from the log, by case; those of erased people are not there. */
export async function valuesOf(
  world: Pick<World, 'log' | 'workspace'>,
  workflow: Workflow,
  ids: readonly string[],
): Promise<Map<string, Values>> {
  const streams = await world.log.readMany(ids.map(streamOf));
  const workspace = world.workspace();
  return new Map(
    ids.flatMap((id): [string, Values][] => {
      const entries = streams.get(streamOf(id)) ?? [];
      const state = entries[0]?.private === undefined ? null : replay(id, entries);
      if (!state) return [];
      const text = state.messages.map((message) => message.text).join('\n\n');
      const known = { text, event: state.event, facts: state.facts ?? {} };
      const { fields } = exampleOf(workspace, workflow, known, state.gatheredAt ?? state.openedAt);
      return [[id, { fields, text: text.toLowerCase() }]];
    }),
  );
}
