import type { Say } from '../forms/form.ts';
import { parseForm, sayFor } from '../forms/form.ts';
import { WorkflowForm } from '../forms/workflow.ts';
import { versionOf } from '../version.ts';
import { yamlOf, type Files } from '../folder.ts';
import type { Template, Workflow } from '../schema.ts';
import type { Fault, Shape } from '../shape.ts';
import { vocabularyOf, type Ground } from '../vocabulary.ts';
import type { Path, YamlFile } from '../yaml.ts';
import { checkAgent } from './agents.ts';
import type { AskingWorld } from './asking_agents.ts';
import { checkBoundary, checkCondition } from './conditions.ts';
import { checkContext, checkNever, checkWrites, eventShapes, type Systems } from './context.ts';
import { checkGateway } from './gateway.ts';
import { checkPlays } from './plays.ts';
import { checkChecks, checkRollout, rolloutOf } from './rollout.ts';
import { replyShape, type ReplyFiles } from './replies.ts';
import { readTriggers } from '../triggers/index.ts';
import { checkHoles, type Scope } from './templates.ts';

const EVENTS: Path = ['event'];

/** Loads one workflow's folder. Undefined when anything in it is wrong; every fault was then added. */
export function checkWorkflow(
  name: string,
  files: Files,
  systems: Systems,
  ground: Ground,
  found: { faults: Fault[]; warnings: Fault[] },
): Workflow | undefined {
  const { faults } = found;
  const before = faults.length;
  const folder = `workflows/${name}`;
  const file = `${folder}/workflow.yaml`;
  const read = yamlOf(files, file);
  if (!read.ok) {
    faults.push(...read.faults);
    return undefined;
  }
  const say = sayFor(read.yaml, faults);
  const form = parseForm(WorkflowForm, read.yaml, say);
  if (!form) return undefined;
  const { workflow, isWhole } = describe(name, form, {
    folder,
    files,
    systems,
    ground,
    faults,
    say,
    yaml: read.yaml,
  });
  const boundary = checkBoundary(
    `${folder}/boundary.yaml`,
    files,
    isWhole ? vocabularyOf(ground, workflow) : undefined,
    found,
  );
  if (!boundary || faults.length > before) return undefined;
  return { ...workflow, version: versionOf(files, folder), boundary };
}

interface Loading {
  folder: string;
  files: Files;
  systems: Systems;
  ground: Ground;
  faults: Fault[];
  say: Say;
  yaml: YamlFile;
}

/** The workflow without its boundary. `isWhole` says that all facts and writes were found, so that conditions can be checked. */
function describe(
  name: string,
  form: WorkflowForm,
  loading: Loading,
): { workflow: Omit<Workflow, 'boundary' | 'version'>; isWhole: boolean } {
  const { folder, files, systems, ground, faults, say, yaml } = loading;
  checkHead(name, form, loading);
  const fields = eventShapes(form.event.fields);
  checkEvent(form, fields, say);
  const beforeMap = faults.length;
  const { context, facts } = checkContext(form, systems, fields, say);
  checkWrites(form, systems, say);
  const isWhole = faults.length === beforeMap && systems.broken.size === 0;
  const replies = repliesBelow(files, folder);
  const scope: Scope = { event: { type: 'object', fields }, ...facts };
  const plays = checkPlays({ form, systems, scope, replies, say, faults });
  const { label, purpose, pressure, kinds, writes, never, stage, reopen_within: reopenWithinMs } = form;
  const workflow: Omit<Workflow, 'boundary' | 'version'> = {
    name,
    label,
    purpose,
    pressure,
    kinds,
    reopenWithinMs,
    context,
    facts,
    writes,
    never,
    plays,
    stage,
    event: { ...form.event, fields },
    gateway: {},
    outside: form.outside,
    triggers: readTriggers(form.triggers, { event: fields, env: ground.env, systems: systems.loaded }, say),
    agents: [],
    ...rolloutOf(form),
    checks: [],
    playbook: files.get(`${folder}/playbook.md`) ?? '',
    replies: Object.fromEntries(Object.entries(replies).map(([reply, { text }]) => [reply, text])),
    files: filesBelow(files, folder),
  };
  if (isWhole) workflow.gateway = checkGateway(form.gateway, { ...workflow, systems: systems.loaded }, say);
  checkRollout(form, say);
  const vocabulary = isWhole ? vocabularyOf(ground, workflow) : undefined;
  workflow.checks = checkChecks(form, vocabulary, yaml, say);
  for (const play of Object.values(plays)) {
    if (play.ends !== undefined)
      checkCondition(play.ends, vocabulary, play.inputs, say, ['plays', play.name, 'ends']);
  }
  const rowScope: Scope = { ...scope, reply: replyShape(replies, scope) };
  const checkWhen = (when: string, sayRow: Say, path: Path): void =>
    checkCondition(when, vocabulary, {}, sayRow, path);
  const asking = askingOf(loading, workflow, vocabulary);
  const world = { folder, files, kinds, plays, scope: rowScope, faults, checkWhen, asking };
  form.agents.forEach((agent, index) => {
    const checked = checkAgent(agent, ['agents', index], yaml, world);
    if (checked) workflow.agents.push(checked);
  });
  return { workflow, isWhole };
}

/** What agents that ask models are checked against. */
function askingOf(
  { folder, files, systems, ground }: Loading,
  { kinds, plays, context, limits, writes }: Omit<Workflow, 'boundary' | 'version'>,
  vocabulary: Parameters<typeof checkCondition>[1],
): AskingWorld {
  return {
    folder,
    files,
    kinds,
    plays,
    context,
    writes,
    systems: systems.loaded,
    models: ground.models ?? {},
    limitsCost: limits.cost !== null || limits.costPerDay !== null,
    checkMust: (must, play, say, path) => checkCondition(must, vocabulary, play.inputs, say, path),
  };
}

function checkHead(name: string, form: WorkflowForm, { systems, say }: Loading): void {
  checkNames(name, form, say);
  checkNever(form.never, systems, say);
}

function checkNames(name: string, form: WorkflowForm, say: Say): void {
  if (form.workflow !== undefined && form.workflow !== name) {
    say(['workflow'], `is "${form.workflow}", but its folder is called ${name}`, 'give both the same name');
  }
  if (!form.kinds.some((kind) => kind.name === 'unclear')) {
    say(
      ['kinds'],
      'leaves out "unclear": not every case can be told',
      'add unclear: Unclear, or something else',
    );
  }
  const seen = new Set<string>();
  form.kinds.forEach((kind, index) => {
    if (seen.has(kind.name)) say(['kinds', index], `names "${kind.name}" twice`);
    seen.add(kind.name);
  });
  const agents = [...form.agents, ...form.outside].map((agent) => agent.name);
  agents.forEach((agent, index) => {
    if (agents.indexOf(agent) < index)
      say(
        index < form.agents.length ? ['agents', index] : ['outside', agent],
        `is called "${agent}" like another agent`,
        'give it a name of its own',
      );
  });
}

/** Subject, title, text and sender see the event alone: they are filled before anything is read. */
function checkEvent(form: WorkflowForm, fields: Record<string, Shape>, say: Say): void {
  const scope: Scope = { event: { type: 'object', fields } };
  for (const part of ['subject', 'title', 'text', 'from'] as const) {
    const template: Template | undefined = form.event[part];
    if (template !== undefined) checkHoles(template, scope, say, [...EVENTS, part]);
  }
  for (const part of ['customer', 'requester'] as const) {
    if (form[part] !== undefined) checkHoles(form[part], scope, say, [part]);
  }
}

/** `replies/late.md` is the reply `late`. */
function repliesBelow(files: Files, folder: string): ReplyFiles {
  const replies: ReplyFiles = {};
  for (const [file, text] of files) {
    const name = file.startsWith(`${folder}/replies/`) ? file.slice(`${folder}/replies/`.length) : '';
    if (name.endsWith('.md')) replies[name.slice(0, -'.md'.length)] = { file, text: text.trim() };
  }
  return replies;
}

/** The texts below a folder, by their path within it. */
function filesBelow(files: Files, folder: string): Record<string, string> {
  const below = [...files].filter(([path]) => path.startsWith(`${folder}/`));
  return Object.fromEntries(below.map(([path, text]) => [path.slice(folder.length + 1), text]));
}
