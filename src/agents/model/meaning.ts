import type { PlanInput } from '../../flow/plan/schema.ts';
import type { TurnAnswer } from '../../flow/plan/turns.ts';
import type { Play, Workspace } from '../../workspace/schema.ts';
import { readFields, recordOf } from './fields.ts';
import { readActions } from './free.ts';
import type { OfferedTool } from './tools.ts';

/** A play that a model chose, with its inputs read into their shapes. */
export interface Chosen {
  kind: string;
  play: Play;
  inputs: Record<string, unknown>;
  reason: string;
  confidence: number;
  goesOn: boolean;
}

/** What an answer comes to. What is wrong with it is said in sentences that the model is told. */
export type Meant =
  | { what: 'looks'; looks: { id: string; read: string; args: Record<string, unknown> }[] }
  | { what: 'plan'; chosen: Chosen }
  | { what: 'hand_over'; says: string; kind?: string }
  | { what: 'finished'; says: string }
  | { what: 'nonsense'; says: string[] };

/** Longer reasons and summaries are cut: they are for a person to read. */
const SAYS_CHARS_MAX = 2_000;
/** Reads that one answer may ask for. */
const LOOKS_MAX = 8;

/** Reads what a model answered. Only tools that were offered mean anything, whatever else it calls. */
export function meaningOf(
  answer: TurnAnswer,
  tools: OfferedTool[],
  input: PlanInput,
  workspace: Workspace,
): Meant {
  const calls = answer.calls.length > 0 ? answer.calls : callsInText(answer.text);
  if (calls.length === 0) return { what: 'nonsense', says: ['You must answer by calling one of the tools.'] };
  const known = calls.map((call) => ({ ...call, tool: tools.find(({ name }) => name === call.name) }));
  const off = known.filter(({ tool }) => tool === undefined);
  if (off.length > 0)
    return { what: 'nonsense', says: off.map(({ name }) => `There is no tool ${name.slice(0, 80)}.`) };
  const deciding = known.filter(({ tool }) => tool?.use.what !== 'look');
  if (deciding.length > 1) return { what: 'nonsense', says: ['Call exactly one tool that decides.'] };
  const [decides] = deciding;
  if (decides?.tool) return decisionOf(decides.tool, recordOf(decides.input), input, workspace);
  if (known.length > LOOKS_MAX)
    return { what: 'nonsense', says: [`Look up at most ${LOOKS_MAX} things at once.`] };
  const looks = known.flatMap(({ id, input: args, tool }) =>
    tool?.use.what === 'look' ? [{ id, read: tool.use.read, args: recordOf(args) }] : [],
  );
  return { what: 'looks', looks };
}

function decisionOf(
  { use }: OfferedTool,
  given: Record<string, unknown>,
  input: Pick<PlanInput, 'workflow' | 'event'>,
  workspace: Workspace,
): Meant {
  const { workflow } = input;
  const kinds = workflow.kinds.map(({ name }) => name);
  const kind = typeof given['kind'] === 'string' && kinds.includes(given['kind']) ? given['kind'] : undefined;
  const summary = textIn(given['summary']);
  if (use.what === 'finished') return { what: 'finished', says: summary };
  if (use.what === 'hand_over' || use.what === 'look')
    return { what: 'hand_over', says: summary || 'It could not say why.', ...(kind && { kind }) };
  const problems: string[] = [];
  if (kind === undefined) problems.push(`kind is not one of ${kinds.join(', ')}.`);
  const confidence = Number(given['confidence']);
  if (!(confidence >= 0 && confidence <= 1)) problems.push('confidence is not a number from 0 to 1.');
  const made =
    use.what === 'plan'
      ? { play: use.play, inputs: inputsOf(use.play, recordOf(given['inputs']), workspace, problems) }
      : readActions(given['actions'], use.writes, { workspace, input }, problems);
  if (problems.length > 0 || kind === undefined || !made) return { what: 'nonsense', says: problems };
  const goesOn = given['goes_on'] === true;
  return {
    what: 'plan',
    chosen: { kind, ...made, reason: textIn(given['reason']), confidence, goesOn },
  };
}

/** Inputs of a play in their shapes. */
export function inputsOf(
  play: Play,
  given: Record<string, unknown>,
  workspace: Workspace,
  problems: string[],
): Record<string, unknown> {
  return readFields(play.inputs, given, { of: play.name, at: 'inputs', workspace, problems });
}

/** Small local models write the call as JSON into their text: `{"tool": "plan_apologise", "kind": …}`. */
function callsInText(text: string): TurnAnswer['calls'] {
  const [first, last] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (first < 0 || last < first) return [];
  try {
    const found = JSON.parse(text.slice(first, last + 1)) as Record<string, unknown>;
    const { tool, name, input, arguments: given, ...rest } = found;
    const called = tool ?? name;
    return typeof called === 'string' ? [{ id: 'text', name: called, input: input ?? given ?? rest }] : [];
  } catch {
    return [];
  }
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, SAYS_CHARS_MAX) : '';
}
