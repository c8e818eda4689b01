import type { Workflow } from '../workspace/schema.ts';
import { coerce } from '../workspace/values.ts';
import { leftPlan } from './case/apply_agents.ts';
import type { CaseState } from './case/state.ts';
import { addSpent } from './plan/spending.ts';
import type { Spent } from './plan/schema.ts';
import { Overtaken, spentOnTurn, type Earlier, type Hands, type LookAnswer } from './plan/turns.ts';
import { READ_MS } from './world.ts';
import type { Walk } from './walk.ts';

/** Answers of reads longer than this are cut off before an agent: a map that gives more is for programs. */
const LOOK_BYTES_MAX = 200_000;

/** The hands of the agents of one planning, and what was spent on turns that no plan has counted. */
export interface Thinking {
  hands: Hands;
  /** Turns that were paid for before this planning and were not asked for again in it. */
  orphaned(): Spent;
  /**
   * Whatever an agent does from now on changes nothing: its time is over. A turn that is being written is waited for;
   * true where the case has moved on meanwhile, so that what was planned is not so any more.
   */
  end(): Promise<boolean>;
}

/**
 * What agents do before they have a plan, written down as it happens. A turn is appended before anything is made of
 * it, so that a crash behind it pays for nothing twice; reads go with the next turn.
 */
export function thinkingOf(walk: Walk): Thinking {
  const before = walk.state.turns;
  const used = new Set<string>();
  let over = false;
  let overtaken = false;
  let line: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = line.then(act);
    line = done.catch(() => undefined);
    return done;
  };
  return {
    hands: {
      recorded(question) {
        const found = before.find(({ body }) => body.question === question && body.how === 'answered');
        if (found) used.add(question);
        return found;
      },
      turn: (body, hidden) =>
        inTurn(async () => {
          if (over) throw new Overtaken();
          walk.answer('agent.turn', actorOf(body.agent), body, hidden);
          if ((await walk.commit(true)).ok) return;
          over = true;
          overtaken = true;
          await walk.reload();
          throw new Overtaken();
        }),
      async look(asked) {
        const known = walk.state.looked.find(
          ({ question, call }) => question === asked.question && call === asked.call,
        );
        if (known) return known.answer;
        const started = walk.world.now().getTime();
        const { answer, args } = await lookUp(walk, asked.read, asked.args, asked.signal);
        if (over) return answer;
        const { agent, read, question, call } = asked;
        const took_ms = walk.world.now().getTime() - started;
        const said = answer.ok ? {} : { says: answer.says };
        walk.add(
          'agent.looked',
          actorOf(agent),
          { agent, read, question, call, ok: answer.ok, ...said, took_ms },
          { args, value: answer.ok ? answer.value : null },
        );
        return answer;
      },
    },
    orphaned() {
      const left = before.filter(({ body }) => !used.has(body.question) || body.how === 'failed');
      return left.reduce<Spent>((sum, { body }) => addSpent(sum, spentOnTurn(body)), {});
    },
    async end() {
      over = true;
      await line;
      return overtaken;
    },
  };
}

/**
 * What was planned for the case so far and gone on from, and what became of it: what its agent is told when it is asked
 * again. `now` says that it is about to be asked, so that the plan in force counts as well.
 */
export function earlierOf(state: CaseState, now = false): Earlier[] {
  const goesOn = now && state.plan?.goesOn !== undefined;
  return [...state.wentOn, ...(goesOn ? [leftPlan(state)] : [])].flatMap(({ round, refused, left }) => {
    const made = state.rounds.find((one) => one.round === round);
    if (!made) return [];
    const acted = state.actions.filter((action) => action.round === round);
    const { agent, kind, planned, decided } = made;
    return {
      agent: agent.name,
      kind,
      play: decided ?? planned ?? '',
      actions: [
        ...acted.map(({ write, args, status, says, result = null }) => ({
          write,
          args,
          status,
          says,
          result,
        })),
        ...left.map((action) => ({ ...action, status: 'not_done' as const, says: '', result: null })),
      ],
      refused,
    };
  });
}

/** Reads of systems that an agent may ask for: those of the map, and nothing else that the systems could read. */
export function readsOfMap({ context }: Workflow): string[] {
  return [...new Set(Object.values(context).map(({ read }) => read))];
}

async function lookUp(
  { workspace, workflow, world }: Walk,
  read: string,
  given: Record<string, unknown>,
  signal: AbortSignal | undefined,
): Promise<{ answer: LookAnswer; args: Record<string, unknown> }> {
  const no = (says: string) => ({ answer: { ok: false as const, says }, args: given });
  if (!readsOfMap(workflow).includes(read)) return no(`${read} is not on the map of this workflow`);
  const [system = '', name = ''] = read.split('.');
  const offer = workspace.systems[system]?.reads[name];
  const reader = world.systems[system];
  if (!offer || !reader) return no(`${read} is not offered by any system`);
  const checked = coerce({ type: 'object', fields: offer.args }, given, workspace.currency);
  if (!checked.ok) {
    const [first] = checked.problems;
    return no(`${first?.path ?? 'args'}: ${first?.says ?? 'is wrong'}`);
  }
  const args = checked.value as Record<string, unknown>;
  const limit = AbortSignal.timeout(READ_MS);
  const answer = await reader.read(name, args, { signal: signal ? AbortSignal.any([limit, signal]) : limit });
  if (!answer.ok) return { answer: { ok: false, says: answer.says }, args };
  if (JSON.stringify(answer.value).length > LOOK_BYTES_MAX)
    return no(`${read} gave more than may be read here`);
  return { answer: { ok: true, value: answer.value }, args };
}

function actorOf({ name, version }: { name: string; version: string }) {
  return { type: 'agent' as const, id: name, version };
}
