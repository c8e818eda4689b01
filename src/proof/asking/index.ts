import type { Pool } from 'pg';
import type { z } from 'zod';
import type { AskingAnswer } from '../../doors/http/answers/agents.ts';
import { rate } from '../../evidence/rate.ts';
import { counted, percent } from '../../evidence/words.ts';
import { splitName } from '../../flow/say/words.ts';
import type { ModelRef, PartsRef } from '../../workspace/asking.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { readCompared, readSpent, type Compared } from './read.ts';

type Answer = z.output<typeof AskingAnswer>;
type Shown = Answer['agents'][number];

/** Fewer decisions than this say little. */
const SMALL = 30;
/** How far back the cost is summed. */
const DAYS = 30;

/** The agents of a workflow that ask models: what they are made of, may use up, have cost, and how good their parts are. */
export async function tellAsking(
  world: { workspace(): Workspace; now(): Date },
  pool: Pool,
  workflow: Workflow,
): Promise<Answer> {
  const workspace = world.workspace();
  const asking = workflow.agents.filter((ref) => ref.kind === 'model' || ref.kind === 'parts');
  const since = new Date(world.now().getTime() - DAYS * 86_400_000);
  const agents = await Promise.all(
    asking.map(async (ref) => {
      const spent = await readSpent(pool, workflow.name, ref.name, since);
      const compared = ref.kind === 'parts' ? await readCompared(pool, workflow.name, ref.name) : [];
      return { ...tellAgent(workspace, ref, compared), spent: tellSpent(spent, workspace) };
    }),
  );
  return { agents, limits: tellLimits(workflow, workspace) };
}

function tellAgent(
  workspace: Workspace,
  ref: ModelRef | PartsRef,
  compared: Compared[],
): Omit<Shown, 'spent'> {
  const { name, kind, version, checks } = ref;
  const isModel = ref.kind === 'model';
  const models = isModel
    ? [ref.model]
    : [...ref.parts.map(({ model }) => model), ...(ref.checker ? [ref.checker.model] : [])];
  return {
    name,
    kind,
    version,
    models: [...new Set(models)].flatMap((model) => tellModel(workspace, model)),
    instructions: isModel ? ref.instructions : '',
    reads: isModel ? ref.reads.map((read) => ({ read, label: labelOf(read, workspace) })) : [],
    turns: isModel ? ref.turns : null,
    plans: isModel ? ref.plans : null,
    never: checks.never,
    links: checks.links,
    addresses: checks.addresses,
    parts: isModel ? [] : ref.parts.map((part) => tellPart(part, compared)),
  };
}

function tellPart(part: PartsRef['parts'][number], compared: Compared[]): Shown['parts'][number] {
  const names = part.inputs.map((input) => `inputs.${input}`);
  const own = compared.filter(({ versions }) => versions[part.name] === part.version);
  const kept = own.filter(
    ({ changed }) => !changed.some((name) => name === 'play' || names.includes(name)),
  ).length;
  const found = rate(kept, own.length);
  const { name, version, model, inputs, checks } = part;
  const few = own.length < SMALL ? ' That is few.' : '';
  const says = found
    ? `People kept it in ${kept} of ${counted(own.length, 'decision')} (${percent(found.low)}–${percent(found.high)}).${few}`
    : 'No person has decided on a plan of this version yet.';
  const quality = { kept, of: own.length, low: found?.low ?? null, high: found?.high ?? null, says };
  return { name, version, model, inputs, checks: checks.map((check) => check.says), quality };
}

function tellModel(workspace: Workspace, name: string): Shown['models'] {
  const found = workspace.models?.[name];
  if (!found) return [];
  const { provider, model, price, missing } = found;
  const show = (minor: number) => showMoney({ minor, currency: workspace.currency }, workspace.locale);
  const says = missing.length === 0 ? '' : `It cannot be asked: ${missing.join(', ')} is not set.`;
  const words = price
    ? `${show(price.in)} in, ${show(price.out)} out, for a million tokens`
    : 'no price is given';
  return [{ name, provider, model, price: words, says }];
}

function tellSpent(
  { plans, minor }: { plans: number; minor: number | null },
  workspace: Workspace,
): Shown['spent'] {
  const cost = minor === null ? null : { minor, currency: workspace.currency };
  const each = cost && plans > 0 ? `, ${showMoney(cost, workspace.locale)} in all` : '';
  return { plans, cost, says: `${counted(plans, 'plan')} in the last ${DAYS} days${each}.` };
}

function tellLimits({ limits }: Workflow, { locale }: Workspace): string[] {
  const { turns, tokens, timeMs, cost, costPerDay } = limits;
  return [
    ...(turns === null ? [] : [`${turns} turns for a case`]),
    ...(tokens === null ? [] : [`${tokens.toLocaleString(locale)} tokens for a case`]),
    `${Math.round(timeMs / 1000)} seconds for a plan`,
    ...(cost === null ? [] : [`${showMoney(cost, locale)} for a case`]),
    ...(costPerDay === null ? [] : [`${showMoney(costPerDay, locale)} a day`]),
  ];
}

function labelOf(read: string, workspace: Workspace): string {
  const [system, name] = splitName(read);
  return workspace.systems[system]?.reads[name]?.label ?? read;
}
