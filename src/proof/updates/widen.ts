import type { Pool } from 'pg';
import { loadChanged } from '../../authority/changes/past.ts';
import type { WidenForm } from '../../authority/updates_schema.ts';
import { amountOf, ERROR, KIND_PATH } from '../../evidence/mining/index.ts';
import { atMost, rate } from '../../evidence/rate.ts';
import type { World } from '../../flow/world.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { DecidedRound } from './decided.ts';
import { effectIn, heldSamples, type Sample } from './samples.ts';
import type { Definition, Draft } from './schema.ts';
import { widened } from './widened.ts';

/** Fewer decided cases than this let nobody widen anything, however clear they look. */
const FREED_MIN = 20;
/** A limit is tried at these shares of the amounts that it holds back, and at its ceiling. */
const QUANTILES = [0.5, 0.75, 0.9, 1];

export type FoundWider = Definition & Pick<Draft, 'proof' | 'freed'>;

interface Candidate {
  widen: WidenForm;
  /** The plans that it is made for; others may be let through with them, and count as well. */
  turn: Definition['turn'];
  literals: Definition['literals'];
}

/**
 * Changes of the boundary that would let plans through which people approve without an edit again and again. Each
 * candidate is ruled on over all plans that are held today; of those that it lets through, so few must have been
 * decided otherwise that a true rate of the workflow's `standing.risk` would show so few with a chance below 5 % (the
 * exact binomial test of Clopper & Pearson 1934), after correction for all candidates tried (Bonferroni). A limit is
 * never raised above its ceiling, and money is bounded by the most that was held.
 */
export async function mineWider(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  cases: readonly DecidedRound[],
): Promise<FoundWider[]> {
  const held = await heldSamples(world, pool, workflow, cases);
  if (held.length < FREED_MIN) return [];
  const workspace = world.workspace();
  const candidates = [...limitsOf(workflow, held), ...allowsOf(workspace, workflow, held)];
  const found: (FoundWider & { of: string })[] = [];
  for (const candidate of candidates) {
    // Ruling is quick but not free: a server that looks must still answer.
    await new Promise((resolve) => setImmediate(resolve));
    const made = judge(workspace, workflow, held, candidate, candidates.length);
    if (made) found.push({ ...made, of: ofWhat(candidate) });
  }
  // Of one limit, and of one play, the change that lets the most through stands for the others.
  const most = found.sort((one, other) => other.proof.precision.of - one.proof.precision.of);
  return most.filter(({ of }, index) => most.findIndex((other) => other.of === of) === index);
}

function ofWhat({ widen, turn }: Candidate): string {
  return widen.by === 'limit' ? `limit ${widen.limit}` : `play ${turn.planned}`;
}

function judge(
  workspace: Workspace,
  workflow: Workflow,
  held: readonly Sample[],
  { widen, turn, literals }: Candidate,
  tried: number,
): FoundWider | null {
  const edited = widened(workflow.boundary.text, widen, 'people agree to it');
  const loaded = edited.ok ? loadChanged(edited.text, workspace, workflow) : edited;
  if (!loaded.ok) return null;
  const freed = held.filter(({ actions }) => effectIn(loaded.boundary, actions) === 'allow');
  if (freed.length < FREED_MIN) return null;
  const otherwise = freed.filter(({ round }) => round.isChanged).length;
  const p = Math.min(1, tried * atMost(otherwise, freed.length, workflow.standing.risk));
  if (p > ERROR) return null;
  const agreed = held.filter(({ round }) => !round.isChanged).length;
  const precision = rate(freed.length - otherwise, freed.length)!;
  const proof = { precision, base: rate(agreed, held.length)!, p, tried };
  return { turn, literals, widen, proof, freed: freed.map(({ round }) => round.id) };
}

/** Every limit of money below its ceiling, at some of the amounts that it holds back. */
function limitsOf({ boundary }: Workflow, held: readonly Sample[]): Candidate[] {
  const { round } = held.at(-1)!;
  const turn = { agent: round.agent, planned: round.planned, to: round.planned };
  return Object.values(boundary.limits).flatMap((limit): Candidate[] => {
    if (limit.unit !== 'money' || !limit.ceiling) return [];
    const { value, ceiling, name } = limit;
    const amounts = held
      .flatMap(({ actions }) => actions.flatMap(({ money }) => money ?? []))
      .filter(({ minor, currency }) => currency === value.currency && minor > value.minor)
      .map(({ minor }) => minor)
      .sort((one, other) => one - other);
    if (amounts.length === 0) return [];
    const at = QUANTILES.map(
      (share) => Math.ceil(amounts[Math.floor(share * (amounts.length - 1))]! / 100) * 100,
    );
    const values = new Set([...at.filter((minor) => minor < ceiling.minor), ceiling.minor]);
    const before = amountOf(value.minor / 100, value.currency);
    return [...values]
      .filter((minor) => minor > value.minor)
      .map((minor) => {
        const widen = {
          by: 'limit' as const,
          limit: name,
          before,
          value: amountOf(minor / 100, value.currency),
        };
        return { widen, turn, literals: [] };
      });
  });
}

/** Every play that is held, as a whole and for each kind: with as much money at most as was held. */
function allowsOf(workspace: Workspace, workflow: Workflow, held: readonly Sample[]): Candidate[] {
  const plays = [...new Set(held.map(({ round }) => round.planned))];
  return plays.flatMap((play): Candidate[] => {
    const own = held.filter(({ round }) => round.planned === play);
    const kinds = [...new Set(own.map(({ round }) => String(round.fields[KIND_PATH])))];
    const slices = kinds.length > 1 ? [null, ...kinds] : [null];
    return slices.map((kind) => {
      const some = own.filter(({ round }) => kind === null || round.fields[KIND_PATH] === kind);
      const literals: Definition['literals'] =
        kind === null ? [] : [{ is: 'equals', path: KIND_PATH, value: kind }];
      const turn = { agent: some.at(-1)!.round.agent, planned: play, to: play };
      return {
        widen: { by: 'allow', play, rules: rulesFor(workspace, workflow, play, kind, some) },
        turn,
        literals,
      };
    });
  });
}

function rulesFor(
  workspace: Workspace,
  workflow: Workflow,
  play: string,
  kind: string | null,
  held: readonly Sample[],
): { on: string; when: string }[] {
  const writes = [...new Set(workflow.plays[play]?.actions.map(({ write }) => write))];
  return writes.map((on) => {
    const [system = '', name = ''] = on.split('.');
    const argument = workspace.systems[system]?.writes[name]?.money;
    // Of all that are held, whatever was decided: a bound that was chosen by the answers would prove nothing.
    const amounts = held
      .flatMap(({ actions }) => actions.filter(({ inputs }) => inputs.action.write === on))
      .flatMap(({ money }) => money ?? []);
    const most = amounts.reduce((largest, { minor }) => Math.max(largest, minor), 0);
    const { currency } = amounts[0] ?? workspace;
    const parts = [
      `plan.play == ${JSON.stringify(play)}`,
      ...(kind === null ? [] : [`${KIND_PATH} == ${JSON.stringify(kind)}`]),
      ...(argument === undefined ? [] : [`args.${argument} <= money("${amountOf(most / 100, currency)}")`]),
    ];
    return { on, when: parts.join(' && ') };
  });
}
