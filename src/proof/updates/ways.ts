import { loadWithFile, BOUNDARY_FILE } from '../../authority/changes/change_file.ts';
import { loadChanged } from '../../authority/changes/past.ts';
import {
  celOf,
  KIND_PATH,
  NO_PLAN,
  sayFinding,
  sayLiteral,
  type Literal,
} from '../../evidence/mining/index.ts';
import { percent } from '../../evidence/words.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { addRules, addSentence, setDefault } from './edit/others.ts';
import type { Edited } from './edit/items.ts';
import { appendRow, insertRow, rowsOf, tablePlace, type NewRow } from './edit/rows.ts';
import { languageOf, namingOf } from './language.ts';
import { sayDraft } from './say.ts';
import type { Definition, Draft, Way } from './schema.ts';
import { widened } from './widened.ts';

/** A way to put a draft in force that can be taken: the file and its text after it. */
export interface OpenWay {
  way: Way;
  file: string;
  text: string;
}

/** A table's row is never surer than this: it was counted, not proved. */
const CONFIDENCE_MAX = 0.97;
const ID_CHARS = 40;

type Given = Pick<Draft, keyof Definition | 'proof'> & { kind: string };

/**
 * The ways that a draft can be put in force, the suggested one first: those whose file can be edited by itself and
 * loads after it. `kind` is what most of its cases were found to be.
 */
export function waysOf(workspace: Workspace, workflow: Workflow, draft: Given): OpenWay[] {
  if (draft.widen) {
    const text = widened(workflow.boundary.text, draft.widen, becauseWider(draft));
    return checked(workspace, workflow, 'boundary', BOUNDARY_FILE, text);
  }
  if (draft.input)
    return checked(workspace, workflow, 'default', 'workflow.yaml', ofDefault(workflow, draft));
  const table = tablePlace(workflow.files);
  const row = table && draft.turn.to !== null ? ofRow(workspace, workflow, draft) : undefined;
  const rule = ofRule(workspace, workflow, draft);
  const playbook = addSentence(workflow.files['playbook.md'] ?? '', sentenceOf(workspace, workflow, draft));
  return [
    ...(row && table ? checked(workspace, workflow, 'row', table.file, row) : []),
    ...(rule ? checked(workspace, workflow, 'boundary', BOUNDARY_FILE, rule) : []),
    ...checked(workspace, workflow, 'playbook', 'playbook.md', playbook),
  ];
}

function checked(
  workspace: Workspace,
  workflow: Workflow,
  way: Way,
  file: string,
  edited: Edited,
): OpenWay[] {
  if (!edited.ok) return [];
  const { text } = edited;
  const loads =
    file === BOUNDARY_FILE
      ? loadChanged(text, workspace, workflow).ok
      : loadWithFile(workspace, workflow, file, text).ok;
  return loads ? [{ way, file, text }] : [];
}

/** A row that speaks exactly where the rows speak that plan it now, and the condition holds. */
function ofRow(workspace: Workspace, workflow: Workflow, draft: Given): Edited | undefined {
  const { turn, literals, proof } = draft;
  const place = tablePlace(workflow.files);
  if (!place || turn.to === null) return undefined;
  const isNew = turn.planned === NO_PLAN;
  const isOwn = !isNew && workflow.agents.some(({ kind, name }) => kind === 'rules' && name === turn.agent);
  const kinds = literals.filter((literal) => 'path' in literal && literal.path === KIND_PATH);
  const kind = kinds.find((literal) => literal.is === 'equals')?.value;
  const rest = literals.filter((literal) => !kinds.includes(literal));
  const when = rest.length === 0 ? 'true' : celOf(rest, languageOf(workspace, workflow), 'row');
  // What another agent plans comes after the table: the row is its last, and knows nothing of planned kinds.
  if (when === undefined || (!isOwn && kinds.length > 0)) return undefined;
  const play = turn.to;
  const rowOn = (condition: string): NewRow => ({
    id: idOf(turn.planned, play),
    when: condition,
    kind: draft.kind,
    play,
    confidence: Math.min(CONFIDENCE_MAX, Number((proof.precision.count / proof.precision.of).toFixed(2))),
    because: becauseOf(draft, workspace, workflow),
  });
  const text = workflow.files[place.file] ?? '';
  if (!isOwn) return appendRow(text, place, rowOn(when));
  const rows = rowsOf(workflow.files, place, turn.planned).filter((one) => !kind || one.kind === kind);
  const [first] = rows;
  if (!first) return undefined;
  const before = rows.map((one) => one.when);
  const parts = before.includes(undefined) ? [] : [either(before as string[])];
  const whole = [...parts, ...(rest.length > 0 ? [when] : [])].join(' && ');
  return insertRow(text, place, first.index, rowOn(whole === '' ? 'true' : whole));
}

function either(conditions: string[]): string {
  const [only, ...more] = conditions.map((one) =>
    conditions.length > 1 || /\|\||\?/.test(one) ? `(${one})` : one,
  );
  return more.length === 0 ? (only ?? 'true') : `(${[only, ...more].join(' || ')})`;
}

/** Rules that put these plans before a person, or give the work to one. */
function ofRule(workspace: Workspace, workflow: Workflow, draft: Given): Edited | undefined {
  const { turn, literals } = draft;
  const condition = celOf(literals, languageOf(workspace, workflow), 'rule');
  const writes = [...new Set(workflow.plays[turn.planned]?.actions.map(({ write }) => write))];
  if (condition === undefined || writes.length === 0) return undefined;
  const effect = turn.to === null ? ('human' as const) : ('approve' as const);
  const when = [`plan.play == ${JSON.stringify(turn.planned)}`, condition].filter(Boolean).join(' && ');
  const because = becauseOf(draft, workspace, workflow);
  const rules = writes.map((on) => ({ id: idOf(turn.planned, turn.to), on, effect, when, because }));
  return addRules(workflow.boundary.text, rules);
}

function ofDefault(workflow: Workflow, { turn, input }: Given): Edited {
  if (!input) return { ok: false, says: 'It is about no input.' };
  return setDefault(workflow.files['workflow.yaml'] ?? '', turn.planned, input.input, input.template);
}

/** A sentence for people and models, with an example's numbers. */
export function sentenceOf(workspace: Workspace, workflow: Workflow, draft: Given): string {
  const { turn, literals, proof } = draft;
  if (draft.widen) return `${sayDraft(workspace, workflow, draft)}: ${becauseWider(draft)}.`;
  const said = sayFinding(turn, literals, languageOf(workspace, workflow), namingOf(workspace, workflow));
  const not = turn.planned === NO_PLAN ? '' : `, not \`${turn.planned}\``;
  const play = turn.to === null ? '' : ` (\`${turn.to}\`${not})`;
  return `${said}${play}. People decided so in ${proof.precision.count} of ${proof.precision.of} such cases.`;
}

function becauseOf({ proof, turn }: Given, workspace: Workspace, workflow: Workflow): string {
  const { count, of } = proof.precision;
  const { plays } = namingOf(workspace, workflow);
  const instead = turn.to === null ? 'took it over' : `chose “${plays[turn.to] ?? turn.to}”`;
  const such = `in ${count} of ${of} such cases (${percent(count / of)}) people ${instead}`;
  return turn.planned === NO_PLAN ? such : `${such} instead of “${plays[turn.planned] ?? turn.planned}”`;
}

function becauseWider({ proof: { precision } }: Given): string {
  return `people agreed in ${precision.count} of ${precision.of} such cases (${percent(precision.count / precision.of)})`;
}

function idOf(planned: string, to: string | null): string {
  const not = planned === NO_PLAN ? '' : `-not-${planned}`;
  return `learned-${to ?? 'person'}${not}`.replaceAll('_', '-').slice(0, ID_CHARS);
}

/** The parts of a draft's condition for a page. */
export function partsOf(workspace: Workspace, workflow: Workflow, literals: readonly Literal[]) {
  const language = languageOf(workspace, workflow);
  const naming = namingOf(workspace, workflow);
  return literals.map((literal) => ({
    literal,
    says: sayLiteral(literal, language, naming),
    cel: celOf([literal], language, 'row') ?? celOf([literal], language, 'rule') ?? '',
  }));
}
