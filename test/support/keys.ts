import { workflowStream } from '../../src/authority/schema.ts';
import { changePolicy } from '../../src/proof/standing/policy.ts';
import type { Log, NewEntry } from '../../src/log/schema.ts';
import type { chance } from './chance.ts';
import type { Known } from './invariants.ts';
import type { Town } from './town.ts';

const LATE = 'late-delivery';

/**
 * Nothing runs by itself without all three: at the intent the newest ruling allowed every action, the stage was `act`
 * and included the case, a lane was open or a person had granted it, and no change of policy of its kind had come in
 * between, unless the files were published again since: then the grant holds, and the gate has asked for it once more.
 */
export async function faultsInKeys(log: Log, known: Known[]): Promise<string[]> {
  const stream = await log.read(workflowStream(LATE));
  const isPublishedBetween = (from: number, to: number) =>
    stream.some(({ kind, position }) => kind === 'published' && position > from && position < to);
  const policies = stream.flatMap(({ kind, body, position, version }) =>
    kind === 'policy.changed' ? [{ kinds: body['kinds'] as string[] | null, position, version }] : [],
  );
  return known.flatMap(({ id, entries }) =>
    entries.flatMap((entry, at) => {
      if (entry.kind !== 'action.intended' || !entry.body.clearance.startsWith(`${id}.c`)) return [];
      if (entry.body.undoes !== undefined) return [];
      const ruled = entries.slice(0, at).findLast(({ kind }) => kind === 'ruled');
      if (ruled?.kind !== 'ruled') return [`${entry.body.key} was intended without a ruling`];
      const { effect, standing, rollout, actions } = ruled.body;
      const planned = entries.slice(0, at).findLast(({ kind }) => kind === 'planned');
      const kindOf = planned?.kind === 'planned' ? planned.body.kind : '';
      const missing = [
        effect === 'allow' && actions.every((action) => action.effect === 'allow') ? [] : ['the boundary'],
        rollout?.stage === 'act' && rollout.cohort === 'agent' ? [] : ['the stage'],
        standing?.open === true ? [] : ['the standing'],
        policies.some(
          ({ kinds, position, version }) =>
            position < entry.position &&
            (rollout?.version ?? 0) < version &&
            (kinds?.includes(kindOf) ?? true) &&
            !isPublishedBetween(position, entry.position),
        )
          ? ['what was ruled since the policy changed']
          : [],
      ].flat();
      return missing.map((key) => `${entry.body.key} ran by itself without ${key}`);
    }),
  );
}

/** The policy changes, what is under way goes on, and the files are published again; some have counted it by then. */
export async function turnPolicy(
  { schedule }: { schedule: string[] },
  town: Town,
  random: ReturnType<typeof chance>,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const workflow = town.workspace().workflows[LATE];
  const { world } = random.pick(town.wired);
  const person = random.pick(town.people);
  if (!workflow) throw new Error('the sample has no late deliveries');
  const kinds = random.draw() < 0.5 ? null : ['late_delivery'];
  schedule.push(`the policy changes for ${kinds?.join(', ') ?? 'everything'}, and is published again`);
  town.letLogSayStage();
  await changePolicy(world, person, workflow, { kinds, because: 'It is tried.' });
  await random.pick(town.wired).standings.catchUp();
  await meanwhile();
  await publishAgain(world.log, world.now());
  for (const { standings } of town.wired) await standings.catchUp();
}

async function publishAgain(log: Log, at: Date): Promise<void> {
  const stream = workflowStream(LATE);
  const expected = (await log.read(stream)).at(-1)?.version ?? 0;
  const body = { version: 'again', stage: 'act', boundary: 'b', boundary_text: '', workspace: 'w' };
  const entry: NewEntry = { kind: 'published', kindVersion: 1, at, actor: { type: 'remit' }, body };
  await log.append({ stream, expected, entries: [entry] });
}
