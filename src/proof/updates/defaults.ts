import { rate } from '../../evidence/rate.ts';
import { HITS_MIN, ERROR, signChance, type Proof } from '../../evidence/mining/index.ts';
import { replay } from '../../flow/case/replay.ts';
import { scopeOf } from '../../flow/plan/fill.ts';
import { streamOf, type World } from '../../flow/world.ts';
import { digest } from '../../log/canonical.ts';
import type { Shape } from '../../workspace/shape.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { fill } from '../../workspace/template.ts';
import type { DecidedRound } from './decided.ts';
import type { Definition } from './schema.ts';

/** Of the rounds of a play, so many of the newest are looked at. */
const ROUNDS_MAX = 300;
/** A new default must be what people set in at least this share of all cases, by its lower bound. */
const LOW_MIN = 0.5;
/** Fields of a fact that a default may name are at most this deep. */
const DEPTH_MAX = 2;

export type FoundDefault = Definition & { proof: Proof };

/**
 * Defaults of plays' inputs that people set otherwise again and again, where one value of the event or the facts is
 * what they set. Each candidate is held against the present default by the exact sign test over the cases in which one
 * of the two is right and the other is not, corrected for the number of candidates (Bonferroni).
 */
export async function mineDefaults(
  world: Pick<World, 'log' | 'workspace'>,
  workflow: Workflow,
  cases: readonly DecidedRound[],
): Promise<FoundDefault[]> {
  const found: FoundDefault[] = [];
  for (const { agent, play, input } of oftenChanged(cases)) {
    const shape = workflow.plays[play]?.inputs[input];
    if (!shape || shape.default === undefined) continue;
    const rounds = cases.filter((one) => one.agent === agent && one.planned === play && one.decided === play);
    const set = await whatWasSet(world, workflow, rounds.slice(-ROUNDS_MAX), input);
    const best = bestOf(candidates(workflow, shape), set);
    if (!best) continue;
    const { template, proof } = best;
    const turn = { agent, planned: play, to: play };
    found.push({ turn, literals: [], input: { input, template }, proof });
  }
  return found;
}

/** Inputs that were changed, while the play stayed, at least a few times. */
function oftenChanged(cases: readonly DecidedRound[]): { agent: string; play: string; input: string }[] {
  const counts = new Map<string, { agent: string; play: string; input: string; count: number }>();
  for (const { agent, planned, decided, changed } of cases) {
    if (planned !== decided) continue;
    for (const name of changed.filter((one) => one.startsWith('inputs.'))) {
      const input = name.slice('inputs.'.length);
      const key = `${agent} ${planned} ${input}`;
      const known = counts.get(key) ?? { agent, play: planned, input, count: 0 };
      counts.set(key, { ...known, count: known.count + 1 });
    }
  }
  return [...counts.values()].filter(({ count }) => count >= HITS_MIN);
}

/** What one round came to, and what each template would have given. */
interface Setting {
  chosen: string;
  planned: string;
  would(template: string): string | null;
}

async function whatWasSet(
  world: Pick<World, 'log' | 'workspace'>,
  workflow: Workflow,
  rounds: readonly DecidedRound[],
  input: string,
): Promise<Setting[]> {
  const workspace = world.workspace();
  const byCase = new Map(rounds.map((round) => [round.caseId, round]));
  const ids = [...byCase.keys()];
  const streams = await world.log.readMany(ids.map(streamOf));
  return ids.flatMap((id): Setting[] => {
    const state = replay(id, streams.get(streamOf(id)) ?? []);
    const round = state?.rounds.at(-1);
    const chosen = state?.label?.inputs[input];
    // Of before nothing was planned: what the table would have filled in stands for it.
    const planned = (byCase.get(id)?.inputs ?? round?.inputs)?.[input];
    if (!state || chosen === undefined || planned === undefined) return [];
    const scope = scopeOf(workspace, workflow, state.event, state.facts ?? {});
    const would = (template: string) => {
      const filled = fill(template, scope);
      return filled.ok ? digest(filled.value ?? null) : null;
    };
    return [{ chosen: digest(chosen), planned: digest(planned), would }];
  });
}

/** Every value of the event or the facts that has the input's shape. */
function candidates(workflow: Workflow, shape: Shape): string[] {
  const paths: string[] = [];
  const take = (path: string, of: Shape, depth: number): void => {
    if (of.type === 'object') {
      if (depth > DEPTH_MAX) return;
      for (const [name, inner] of Object.entries(of.fields)) take(`${path}.${name}`, inner, depth + 1);
    } else if (of.type === shape.type && !of.outside && !of.personal && of.type !== 'text') {
      paths.push(`{{${path}}}`);
    }
  };
  for (const [name, of] of Object.entries(workflow.facts)) take(name, of, 0);
  if ('choices' in shape && shape.choices) paths.push(...shape.choices);
  return paths;
}

function bestOf(
  templates: readonly string[],
  set: readonly Setting[],
): { template: string; proof: Proof } | null {
  let best: { template: string; proof: Proof } | null = null;
  const kept = set.filter(({ chosen, planned }) => chosen === planned).length;
  for (const template of templates) {
    const right = set.map((one) => one.would(template) === one.chosen);
    const count = right.filter(Boolean).length;
    const better = set.filter((one, index) => right[index] && one.chosen !== one.planned).length;
    const worse = set.filter((one, index) => !right[index] && one.chosen === one.planned).length;
    const precision = rate(count, set.length);
    const base = rate(kept, set.length);
    if (!precision || !base || better < HITS_MIN || precision.low < LOW_MIN) continue;
    const p = Math.min(1, signChance(better, worse) * templates.length);
    if (p > ERROR || (best?.proof.p ?? 1) <= p) continue;
    best = { template, proof: { precision, base, p, tried: templates.length } };
  }
  return best;
}
