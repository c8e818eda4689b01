import { compileCondition } from '../../boundary/index.ts';
import type { PlanInput, Spent } from '../../flow/plan/schema.ts';
import type { Part, PartsRef } from '../../workspace/asking.ts';
import { fieldsSchema } from '../../workspace/json_schema.ts';
import type { Play, Workflow, Workspace } from '../../workspace/schema.ts';
import { checkTexts } from '../model/checks/index.ts';
import { knownOf } from '../model/checks/known.ts';
import { modelNamed } from '../model/index.ts';
import { inputsOf } from '../model/meaning.ts';
import { caseOf, instructionsOf, questionOf } from '../model/prompt.ts';
import { next, type Talk } from '../model/talk.ts';
import { Thread } from '../model/thread.ts';
import type { OfferedTool } from '../model/tools.ts';

/** How often a part is told what is wrong with it. */
const CORRECTIONS_MAX = 2;
/** Questions that one part may ask, corrections and faults included. */
const TURNS_MAX = 8;

export interface PartsGiven {
  workspace: Workspace;
  workflow: Workflow;
  ref: PartsRef;
  play: Play;
  input: PlanInput;
  signal: AbortSignal | undefined;
  stallMs?: number;
}

export type PartAnswer =
  | { ok: true; inputs: Record<string, unknown>; reason: string; confidence: number; ms: number }
  | { ok: false; says: string };

/** One part under way. */
export interface PartTalk {
  name: string;
  version: string;
  inputs: string[];
  first(): Promise<PartAnswer>;
  /** The checker sent it back. */
  again(says: string): Promise<PartAnswer>;
  tries(): number;
  spent(): Spent;
}

/** One of several agents that prepare a plan: it is asked for its own inputs, and held to its own checks. */
export function openPart(part: Part, given: PartsGiven): PartTalk {
  const { workspace, workflow, ref, play, input, signal, stallMs } = given;
  const own: Play = { ...play, inputs: pick(play.inputs, part.inputs) };
  const named = { name: ref.name, instructions: part.instructions };
  const system = `${instructionsOf(workspace, workflow, named)}\n\n${taskOf(part, own)}`;
  const talk: Talk = {
    agent: { name: ref.name, version: ref.version },
    part: part.name,
    model: modelNamed(workspace, part.model),
    system,
    tools: toolsOf(own),
    thread: new Thread(system, caseOf(workspace, input, { plans: 1 }, [])),
    base: questionOf(input, { name: `${ref.name}/${part.name}`, version: part.version }),
    input,
    hands: input.hands,
    signal,
    turnsMax: TURNS_MAX,
    ...(stallMs === undefined ? {} : { stallMs }),
    spent: {},
    turn: 0,
  };
  let tries = 0;
  let last: { id: string; name: string }[] = [];
  const once = async (): Promise<PartAnswer> => {
    const started = performance.now();
    for (let corrections = 0; ; corrections++) {
      const heard = await next(talk);
      if (!heard.ok) return { ok: false, says: heard.says };
      tries += 1;
      last = heard.answer.calls;
      const [call] = heard.answer.calls;
      if (call?.name === 'cannot') return { ok: false, says: saysOf(call.input) };
      const problems: string[] = [];
      const made = call?.name === 'give' ? read(call.input, own, workspace, problems) : undefined;
      if (!made) problems.push('Answer by calling give, or cannot.');
      else if (problems.length === 0) problems.push(...wrongs(part, own, made.inputs, given));
      if (made && problems.length === 0)
        return { ok: true, ...made, ms: Math.round(performance.now() - started) };
      if (corrections >= CORRECTIONS_MAX) return { ok: false, says: problems.join(' ') };
      correct(talk, heard.answer.calls, problems);
    }
  };
  return {
    name: part.name,
    version: part.version,
    inputs: part.inputs,
    first: once,
    again: (says) => {
      correct(talk, last, [`It was looked at beside the other parts, and does not fit: ${says}`]);
      return once();
    },
    tries: () => tries,
    spent: () => talk.spent,
  };
}

function taskOf(part: Part, own: Play): string {
  const checks = part.checks.map(({ says }) => `- ${says}`);
  const names = Object.entries(own.inputs).map(([name, shape]) => `${name} (${shape.label ?? name})`);
  const must = checks.length === 0 ? '' : `\n\nIt must hold:\n\n${checks.join('\n')}`;
  return `# Your part\n\nOthers prepare the rest. You give only ${names.join(', ')}: call give.${must}`;
}

function toolsOf(own: Play): OfferedTool[] {
  const text = { type: 'string' };
  return [
    {
      name: 'give',
      says: 'Give your part of the plan.',
      schema: {
        type: 'object',
        properties: {
          inputs: fieldsSchema(own.inputs),
          reason: { ...text, title: 'Why, in one sentence' },
          confidence: { type: 'number', title: 'How likely a person would do the same, from 0 to 1' },
        },
        required: ['inputs', 'confidence'],
      },
      use: { what: 'plan', play: own },
    },
    {
      name: 'cannot',
      says: 'Say why you cannot give it, so that a person does.',
      schema: { type: 'object', properties: { summary: text }, required: ['summary'] },
      use: { what: 'hand_over' },
    },
  ];
}

function read(given: unknown, own: Play, workspace: Workspace, problems: string[]) {
  const { inputs, reason, confidence } = (given ?? {}) as Record<string, unknown>;
  const sure = Number(confidence);
  if (!(sure >= 0 && sure <= 1)) problems.push('confidence is not a number from 0 to 1.');
  const named = typeof inputs === 'object' && inputs !== null ? (inputs as Record<string, unknown>) : {};
  const read = inputsOf(own, named, workspace, problems);
  return { inputs: read, reason: typeof reason === 'string' ? reason : '', confidence: sure };
}

/** What the part's own checks and the checks of texts say against it. */
function wrongs(part: Part, own: Play, inputs: Record<string, unknown>, given: PartsGiven): string[] {
  const { workspace, workflow, ref, play, input } = given;
  const names = { event: workflow.event.fields, facts: workflow.facts, args: play.inputs };
  const { event, facts, now } = input;
  const scope = { event, facts, args: inputs, now, timeZone: workspace.timeZone };
  const broken = part.checks.filter(({ must }) => {
    const condition = compileCondition(must, names);
    return !condition.ok || condition.evaluate(scope).value !== true;
  });
  const texts = checkTexts(own, inputs, ref.checks, knownOf(workspace, input), { workspace, input });
  return [...broken.map(({ says }) => says), ...texts];
}

function correct(talk: Talk, calls: { id: string; name: string }[], says: string[]): void {
  const wrong = `That cannot be used. ${says.join(' ')} Answer again.`;
  if (calls.length === 0) talk.thread.told(wrong);
  else talk.thread.returned(calls.map(({ id, name }) => ({ id, name, says: wrong })));
}

function saysOf(input: unknown): string {
  const { summary } = (input ?? {}) as { summary?: unknown };
  return typeof summary === 'string' && summary !== '' ? summary : 'It could not say why.';
}

function pick<T>(from: Record<string, T>, names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
}
