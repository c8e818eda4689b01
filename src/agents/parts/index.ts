import type { Agent, PlanInput, Proposal, Spent } from '../../flow/plan/schema.ts';
import { addSpent } from '../../flow/plan/spending.ts';
import type { PartsRef } from '../../workspace/asking.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { expected } from '../model/cost.ts';
import { modelNamed } from '../model/index.ts';
import { caseOf, instructionsOf, questionOf } from '../model/prompt.ts';
import { openChecker, type SentBack } from './checker.ts';
import { openPart, type PartAnswer, type PartTalk } from './part.ts';

/**
 * One plan that several agents prepare at once, each a few inputs of one play with checks of its own; the slowest
 * bounds the time. What is joined a checker may look at: it sends back the parts that do not fit, once. Where a part
 * cannot be made, or the checker still says no, nothing is proposed and a person is told what there was.
 */
export function partsAgent(workspace: Workspace, workflow: Workflow, ref: PartsRef, stallMs?: number): Agent {
  const play = workflow.plays[ref.play];
  if (!play) throw new Error(`the play ${ref.play} was there when the workspace was loaded`);
  const limits = stallMs === undefined ? {} : { stallMs };
  return {
    name: ref.name,
    version: ref.version,
    opaque: true,
    async plan(input, signal) {
      const given = { workspace, workflow, ref, play, input, signal, ...limits };
      const talks = ref.parts.map((part) => openPart(part, given));
      const answers = await Promise.all(talks.map((talk) => talk.first()));
      const checker = ref.checker && openChecker(ref.checker, given);
      const joined = await joinUp(talks, answers, checker);
      const spent = spentOf([...talks.map((talk) => talk.spent()), ...(checker ? [checker.spent()] : [])]);
      return { ...proposalOf(ref, joined), spent };
    },
    prompt: (input) => questionOf(input, ref),
    estimate: (input) => estimate(workspace, workflow, ref, input),
  };
}

interface Joined {
  parts: { talk: PartTalk; answer: PartAnswer }[];
  sentBack: SentBack[];
}

/** Parts that the checker sends back are asked once more, at once again; then it looks a last time. */
async function joinUp(
  talks: PartTalk[],
  answers: PartAnswer[],
  checker: ReturnType<typeof openChecker> | null,
): Promise<Joined> {
  const parts = talks.map((talk, index) => ({ talk, answer: answers[index] as PartAnswer }));
  if (checker === null || answers.some(({ ok }) => !ok)) return { parts, sentBack: [] };
  const sentBack = await checker.look(parts.map(({ answer }) => answer));
  if (sentBack.length === 0) return { parts, sentBack };
  const again = await Promise.all(
    parts.map(async ({ talk, answer }) => {
      const said = sentBack.find(({ part }) => part === talk.name);
      return { talk, answer: said ? await talk.again(said.says) : answer };
    }),
  );
  if (again.some(({ answer }) => !answer.ok)) return { parts: again, sentBack: [] };
  return { parts: again, sentBack: await checker.look(again.map(({ answer }) => answer)) };
}

function proposalOf(ref: PartsRef, { parts, sentBack }: Joined): Proposal {
  const failed = parts.flatMap(({ talk, answer }) => (answer.ok ? [] : [`${talk.name}: ${answer.says}`]));
  const doubts = sentBack.map(({ part, says }) => `${part}: ${says}`);
  if (failed.length + doubts.length > 0) {
    const what = failed.length > 0 ? 'could not prepare all parts' : 'prepared parts that do not fit';
    return { ok: false, kind: ref.ofKind, says: `${ref.name} ${what}. ${[...failed, ...doubts].join(' ')}` };
  }
  const made = parts.flatMap(({ talk, answer }) => (answer.ok ? [{ talk, answer }] : []));
  return {
    ok: true,
    kind: ref.ofKind,
    play: ref.play,
    inputs: Object.assign({}, ...made.map(({ answer }) => answer.inputs)) as Record<string, unknown>,
    reason: made
      .filter(({ answer }) => answer.reason !== '')
      .map(({ talk, answer }) => `${talk.name}: ${answer.reason}`)
      .join(' '),
    // All of them must be right for the plan to be.
    confidence: made.reduce((product, { answer }) => product * answer.confidence, 1),
    parts: made.map(({ talk, answer }) => ({
      name: talk.name,
      version: talk.version,
      inputs: talk.inputs,
      confidence: answer.confidence,
      ms: answer.ms,
      tries: talk.tries(),
    })),
  };
}

/** Time is not summed: they work at once. */
function spentOf(all: Spent[]): Spent {
  const { ms: _together, ...sum } = all.reduce<Spent>((total, one) => addSpent(total, one), {});
  return sum;
}

function estimate(workspace: Workspace, workflow: Workflow, ref: PartsRef, input: PlanInput): Spent {
  const asked = [...ref.parts, ...(ref.checker ? [ref.checker] : [])];
  const costs = asked.map(({ model, instructions }): Spent => {
    const shown = { name: ref.name, instructions };
    const system = instructionsOf(workspace, workflow, shown);
    return expected(
      modelNamed(workspace, model),
      system.length + caseOf(workspace, input, { plans: 1 }, []).length,
    );
  });
  return costs.reduce<Spent>((sum, one) => addSpent(sum, one), {});
}
