import { digest } from '../../log/canonical.ts';
import type { Say } from '../forms/form.ts';
import { parseForm, sayFor } from '../forms/form.ts';
import { RulesForm, type AgentForm, type RowForm } from '../forms/workflow.ts';
import { yamlOf, type Files } from '../folder.ts';
import { suggestName } from '../nearest.ts';
import type { AgentRef, DecisionRow, Kind, Play } from '../schema.ts';
import type { Fault, Shape } from '../shape.ts';
import type { Path, YamlFile } from '../yaml.ts';
import { checkModelAgent, checkPartsAgent, type AskingWorld } from './asking_agents.ts';
import { checkArgs, type Scope } from './templates.ts';

/** How many characters of its hash name a version of a decision table that names none itself. */
const VERSION_CHARS = 12;
const MEMORY_VERSION = '1';

/** Everything that decision tables are checked against. */
export interface AgentWorld {
  /** Path of the workflow's folder within the workspace. */
  folder: string;
  files: Files;
  kinds: Kind[];
  plays: Record<string, Play>;
  /** `event`, the facts and the replies. */
  scope: Scope;
  faults: Fault[];
  checkWhen: (when: string, say: Say, path: Path) => void;
  asking: AskingWorld;
}

/** Checks one agent; a decision table may stand in the workflow's file or in one of its own. */
export function checkAgent(
  agent: AgentForm,
  at: Path,
  yaml: YamlFile,
  world: AgentWorld,
): AgentRef | undefined {
  const { name } = agent;
  const say = sayFor(yaml, world.faults);
  if (agent.kind === 'model') return checkModelAgent(agent, at, world.asking, say);
  if (agent.kind === 'parts') return checkPartsAgent(agent, at, world.asking, say);
  if (agent.kind === 'memory') return { kind: 'memory', name, version: agent.version ?? MEMORY_VERSION };
  if (!('file' in agent)) {
    const rows = checkRows(agent.rows, [...at, ...agent.path], yaml, world);
    return { kind: 'rules', name, version: agent.version ?? versionOfRows(rows), rows };
  }
  const path = `${world.folder}/${agent.file}`;
  if (!world.files.has(path)) {
    const beside = [...world.files.keys()].filter(
      (file) => file.startsWith(`${world.folder}/`) && /\.ya?ml$/.test(file),
    );
    const names = beside.map((file) => file.slice(world.folder.length + 1));
    say(at, `names ${agent.file}, which is not there`, suggestName(agent.file, names));
    return undefined;
  }
  const read = yamlOf(world.files, path);
  if (!read.ok) {
    world.faults.push(...read.faults);
    return undefined;
  }
  const table = parseForm(RulesForm, read.yaml, sayFor(read.yaml, world.faults));
  if (!table) return undefined;
  const rows = checkRows(table.rows, table.path, read.yaml, world);
  return { kind: 'rules', name, version: agent.version ?? table.version ?? versionOfRows(rows), rows };
}

function checkRows(rows: RowForm[], at: Path, yaml: YamlFile, world: AgentWorld): DecisionRow[] {
  const say = sayFor(yaml, world.faults);
  const ids = new Set<string>();
  return rows.map((row, index) => {
    const path = [...at, index];
    const id = row.id ?? `row-${index + 1}`;
    if (ids.has(id)) say([...path, 'id'], `"${id}" stands there twice`, 'give every row its own id');
    ids.add(id);
    return checkRow(id, row, path, yaml.at(path).line, say, world);
  });
}

function checkRow(
  id: string,
  row: RowForm,
  path: Path,
  line: number,
  say: Say,
  world: AgentWorld,
): DecisionRow {
  const { kind, play, because, confidence } = row;
  const kinds = world.kinds.map((one) => one.name);
  if (!kinds.includes(kind))
    say([...path, 'kind'], `"${kind}" is not a kind of this workflow`, suggestName(kind, kinds));
  const known = Object.hasOwn(world.plays, play) ? world.plays[play] : undefined;
  if (!known)
    say(
      [...path, 'play'],
      `"${play}" is not a play of this workflow`,
      suggestName(play, Object.keys(world.plays)),
    );
  const when = typeof row.when === 'boolean' ? String(row.when) : row.when;
  if (when !== undefined) world.checkWhen(when, say, [...path, 'when']);
  const given = row.inputs ?? row.with ?? {};
  const at = [...path, row.inputs ? 'inputs' : 'with'];
  const inputs = known ? checkArgs(`the play ${play}`, wanted(known), given, world.scope, say, at) : given;
  return { id, kind, play, inputs, because, confidence, line, ...(when === undefined ? {} : { when }) };
}

/** What a row must give: an input with a default fills itself. */
function wanted(play: Play): Record<string, Shape> {
  const inputs = Object.entries(play.inputs).map(([name, input]): [string, Shape] => [
    name,
    input.default === undefined ? input : { ...input, optional: true },
  ]);
  return Object.fromEntries(inputs);
}

function versionOfRows(rows: DecisionRow[]): string {
  return digest(rows.map((row) => ({ ...row, line: undefined }))).slice(0, VERSION_CHARS);
}
