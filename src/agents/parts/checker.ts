import type { Spent } from '../../flow/plan/schema.ts';
import { addSpent } from '../../flow/plan/spending.ts';
import { digest } from '../../log/canonical.ts';
import type { PartsRef } from '../../workspace/asking.ts';
import { plainJson } from '../model/fence.ts';
import { modelNamed } from '../model/index.ts';
import { caseOf, instructionsOf, questionOf } from '../model/prompt.ts';
import { next, type Talk } from '../model/talk.ts';
import { Thread } from '../model/thread.ts';
import type { OfferedTool } from '../model/tools.ts';
import type { PartAnswer, PartsGiven } from './part.ts';

/** A part that does not fit, with what is wrong, for the one who prepares it. */
export interface SentBack {
  part: string;
  says: string;
}

const TURNS_MAX = 6;
const CHECKER = 'checker';

/** Looks at the joined plan. A checker that cannot be asked, or says nothing that can be used, lets nothing through. */
export function openChecker({ model, instructions }: NonNullable<PartsRef['checker']>, given: PartsGiven) {
  const { workspace, workflow, ref, input, signal, stallMs } = given;
  const system = `${instructionsOf(workspace, workflow, { instructions })}\n\n${TASK}`;
  const names = ref.parts.map(({ name }) => name);
  let spent: Spent = {};
  let turn = 0;
  return {
    spent: () => spent,
    async look(answers: PartAnswer[]): Promise<SentBack[]> {
      const joined = Object.fromEntries(
        answers.map((answer, index) => [names[index] ?? '', answer.ok ? answer.inputs : null]),
      );
      const first = `${caseOf(workspace, input, { plans: 1 }, [])}\n\n# The joined plan\n\n${plainJson(joined)}`;
      const base = questionOf(input, { name: `${ref.name}/${CHECKER}`, version: ref.version });
      const talk: Talk = {
        agent: { name: ref.name, version: ref.version },
        part: CHECKER,
        model: modelNamed(workspace, model),
        system,
        tools: toolsOf(names),
        thread: new Thread(system, first),
        base: digest({ base, joined: JSON.parse(JSON.stringify(joined)) as object }),
        input,
        hands: input.hands,
        signal,
        turnsMax: TURNS_MAX,
        ...(stallMs === undefined ? {} : { stallMs }),
        spent: {},
        turn,
      };
      const heard = await next(talk);
      spent = addSpent(spent, talk.spent);
      turn = talk.turn;
      if (!heard.ok) return [{ part: CHECKER, says: heard.says }];
      return readVerdict(heard.answer.calls, names);
    },
  };
}

const TASK = `# Your part

Others have prepared the parts of one plan. Look at them together: call fits where they belong together and keep to the playbook, or send_back with what is wrong with which part.`;

function toolsOf(names: string[]): OfferedTool[] {
  const part = { type: 'string', enum: names };
  const item = { type: 'object', properties: { part, says: { type: 'string' } }, required: ['part', 'says'] };
  return [
    {
      name: 'fits',
      says: 'The parts fit.',
      schema: { type: 'object', properties: {} },
      use: { what: 'finished' },
    },
    {
      name: 'send_back',
      says: 'Some parts do not fit: say which, and what is wrong.',
      schema: { type: 'object', properties: { parts: { type: 'array', items: item } }, required: ['parts'] },
      use: { what: 'hand_over' },
    },
  ];
}

function readVerdict(calls: { name: string; input: unknown }[], names: string[]): SentBack[] {
  const [call, ...more] = calls;
  const unusable = [{ part: CHECKER, says: 'The checker gave no answer that could be used.' }];
  if (!call || more.length > 0) return unusable;
  if (call.name === 'fits') return [];
  const { parts } = (call.input ?? {}) as { parts?: unknown };
  if (call.name !== 'send_back' || !Array.isArray(parts)) return unusable;
  const said = parts.flatMap((one: { part?: unknown; says?: unknown }) =>
    typeof one.part === 'string' && names.includes(one.part)
      ? [{ part: one.part, says: typeof one.says === 'string' ? one.says : '' }]
      : [],
  );
  return said.length === 0 ? unusable : said;
}
