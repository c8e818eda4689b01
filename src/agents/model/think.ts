import type { PlanInput, Proposal, SimilarCase } from '../../flow/plan/schema.ts';
import type { LookAnswer } from '../../flow/plan/turns.ts';
import type { ModelRef } from '../../workspace/asking.ts';
import type { ModelFile } from '../../workspace/models.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { checkTexts, type Known } from './checks/index.ts';
import { knownOf, strangersIn } from './checks/known.ts';
import { fence, plainJson } from './fence.ts';
import { meaningOf, type Chosen, type Meant } from './meaning.ts';
import { caseOf, questionOf } from './prompt.ts';
import { next, type Talk } from './talk.ts';
import { Thread } from './thread.ts';
import { plansLeft, toolsOf } from './tools.ts';

/** How often a model is told what is wrong with its answer before somebody else is asked. */
const CORRECTIONS_MAX = 2;

export interface Thinking {
  workspace: Workspace;
  ref: ModelRef;
  model: ModelFile;
  system: string;
  similar: SimilarCase[];
  input: PlanInput;
  signal: AbortSignal | undefined;
  stallMs?: number;
}

/**
 * The loop of an agent: it is asked, may look things up, and decides. An answer of which nothing can be made is told
 * what is wrong with it and tried again; then the agent abstains with a summary, and the next one is asked.
 */
export async function think(thinking: Thinking): Promise<Proposal> {
  const { workspace, ref, input, similar } = thinking;
  const talk = begin(thinking);
  const known = knownOf(workspace, input);
  const looked: string[] = [];
  let corrections = 0;
  for (;;) {
    const heard = await next(talk);
    if (!heard.ok) return abstain(talk, `could not plan it: ${heard.says}`, looked);
    const meant = checked(meaningOf(heard.answer, talk.tools, input, workspace), thinking, known);
    switch (meant.what) {
      case 'looks': {
        const results = await Promise.all(meant.looks.map((look) => lookUp(talk, look, known, looked)));
        // A call that stood in a text has no place among the provider's own calls.
        if (heard.answer.calls.length > 0) talk.thread.returned(results);
        else talk.thread.told(results.map(({ name, says }) => `${name} returned:\n${says}`).join('\n\n'));
        break;
      }
      case 'plan':
        return {
          ...proposalOf(meant.chosen, similar),
          ...goingOn(ref, input, meant.chosen),
          spent: talk.spent,
        };
      case 'hand_over':
        return {
          ...abstain(talk, `hands it over: ${meant.says}`, looked),
          ...(meant.kind && { kind: meant.kind }),
        };
      case 'finished':
        return { ok: false, says: meant.says, finished: true, spent: talk.spent };
      case 'nonsense':
        if ((corrections += 1) > CORRECTIONS_MAX)
          return abstain(talk, `gave no answer that could be used: ${meant.says.join(' ')}`, looked);
        correct(talk, heard.answer.calls, meant.says);
    }
  }
}

function begin({ workspace, ref, model, system, similar, input, signal, stallMs }: Thinking): Talk {
  const agent = { name: ref.name, version: ref.version };
  return {
    agent,
    model,
    system,
    tools: toolsOf(workspace, ref, input),
    thread: new Thread(system, caseOf(workspace, input, ref, similar)),
    base: questionOf(input, ref),
    input,
    hands: input.hands,
    signal,
    turnsMax: ref.turns,
    ...(stallMs === undefined ? {} : { stallMs }),
    spent: {},
    turn: 0,
  };
}

/** A plan whose texts say what they must not is an answer that cannot be used, and why. */
function checked(meant: Meant, { workspace, ref, input }: Thinking, known: Known): Meant {
  if (meant.what !== 'plan') return meant;
  const { play, inputs } = meant.chosen;
  const says = checkTexts(play, inputs, ref.checks, known, { workspace, input });
  return says.length === 0 ? meant : { what: 'nonsense', says };
}

async function lookUp(
  talk: Talk,
  { id, read, args }: { id: string; read: string; args: Record<string, unknown> },
  known: Known,
  looked: string[],
): Promise<{ id: string; name: string; says: string }> {
  const { hands, agent, signal, thread, base, tools } = talk;
  const name = tools.find(({ use }) => use.what === 'look' && use.read === read)?.name ?? read;
  const question = thread.question(base);
  const nobody: LookAnswer = { ok: false, says: 'nothing can be looked up here' };
  const answer = (await hands?.look({ agent, read, args, question, call: id, signal })) ?? nobody;
  looked.push(read);
  if (!answer.ok) return { id, name, says: `It could not be read: ${answer.says}` };
  // What it looked up about others than this case's own people must not turn up in what it writes.
  known.strangers.push(...strangersIn(read, answer.value, known));
  return { id, name, says: fence(plainJson(answer.value), read) };
}

function correct(talk: Talk, calls: { id: string; name: string }[], says: string[]): void {
  const wrong = `That cannot be used. ${says.join(' ')} Answer again.`;
  if (calls.length === 0) talk.thread.told(wrong);
  else talk.thread.returned(calls.map(({ id, name }) => ({ id, name, says: wrong })));
}

function proposalOf({ kind, play, inputs, reason, confidence }: Chosen, similar: SimilarCase[]) {
  return { ok: true as const, kind, play: play.name, inputs, reason, confidence, similar };
}

/** Whether it is asked again: after its plan where it said so, and where its plan fails or is forbidden. */
function goingOn(ref: ModelRef, input: PlanInput, { goesOn }: Chosen) {
  const left = plansLeft(ref, input);
  return left > 0 ? { goesOn: { next: goesOn, left } } : {};
}

/** Why there is no plan, for the person who takes it. */
function abstain({ agent, spent }: Talk, says: string, looked: string[]): Extract<Proposal, { ok: false }> {
  const seen = looked.length === 0 ? '' : ` It had looked up ${[...new Set(looked)].join(', ')}.`;
  return { ok: false, says: `${agent.name} ${says.replace(/[.\s]+$/, '')}.${seen}`, spent };
}
