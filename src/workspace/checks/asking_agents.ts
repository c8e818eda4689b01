import { digest } from '../../log/canonical.ts';
import type { ModelRef, NeverSaid, Part, PartsRef } from '../asking.ts';
import type { Files } from '../folder.ts';
import type { Say } from '../forms/form.ts';
import type { ModelAgentForm, PartsAgentForm } from '../forms/model_agents.ts';
import type { ModelFile } from '../models.ts';
import { suggestName } from '../nearest.ts';
import type { FactSource, Kind, Play } from '../schema.ts';
import type { SystemFile } from '../systems/schema.ts';
import type { Path } from '../yaml.ts';

/** How many characters of its hash name a version of an agent that names none itself. */
const VERSION_CHARS = 12;

/** Everything that agents which ask models are checked against. */
export interface AskingWorld {
  folder: string;
  files: Files;
  kinds: Kind[];
  plays: Record<string, Play>;
  context: Record<string, FactSource>;
  /** The writes of the workflow's map. */
  writes: string[];
  systems: Record<string, SystemFile>;
  models: Record<string, ModelFile>;
  /** Something limits what agents may cost, so that their models need a price. */
  limitsCost: boolean;
  checkMust: (must: string, play: Play, say: Say, path: Path) => void;
}

/** Checks a `model` agent. Its version is a digest of all that shapes its answers: a new wording is a new agent. */
export function checkModelAgent(
  form: ModelAgentForm,
  at: Path,
  world: AskingWorld,
  say: Say,
): ModelRef | undefined {
  const model = modelOf(form.model, [...at, 'model'], world, say);
  const instructions = textOf(form.instructions, [...at, 'instructions'], world, say);
  const map = [...new Set(Object.values(world.context).map(({ read }) => read))];
  form.reads?.forEach((read, index) => {
    if (!map.includes(read))
      say([...at, 'reads', index], `"${read}" is not on the map`, suggestName(read, map));
  });
  form.writes.forEach((write, index) => {
    if (!world.writes.includes(write))
      say([...at, 'writes', index], `"${write}" is not on the map`, suggestName(write, world.writes));
  });
  if (!model || instructions === undefined) return undefined;
  const reads = form.reads?.filter((read) => map.includes(read)) ?? map;
  const checks = { ...form.checks, never: neverSaid(playbookOf(world)) };
  const { name, similar, turns, plans, writes } = form;
  const shaping = { ...shapeOf(model), instructions, playbook: playbookOf(world), checks, plans, similar };
  const version = versionOf({
    ...shaping,
    ...choices(world),
    reads: reads.map((read) => [read, readOf(read, world)]),
    ...(writes.length > 0 && { writes: writes.map((write) => [write, writeOf(write, world)]) }),
  });
  const ref = { kind: 'model' as const, name, model: form.model, instructions, reads, writes, similar };
  return { ...ref, turns, plans, version: form.version ?? version, checks };
}

/** Checks a `parts` agent; each part has a version of its own. */
export function checkPartsAgent(
  form: PartsAgentForm,
  at: Path,
  world: AskingWorld,
  say: Say,
): PartsRef | undefined {
  const play = Object.hasOwn(world.plays, form.play) ? world.plays[form.play] : undefined;
  if (!play)
    say(
      [...at, 'play'],
      `"${form.play}" is not a play of this workflow`,
      suggestName(form.play, Object.keys(world.plays)),
    );
  const kinds = world.kinds.map(({ name }) => name);
  if (!kinds.includes(form.of_kind))
    say(
      [...at, 'of_kind'],
      `"${form.of_kind}" is not a kind of this workflow`,
      suggestName(form.of_kind, kinds),
    );
  if (!play) return undefined;
  const parts = partsOf(form, play, at, world, say);
  checkCovered(form, play, at, say);
  const { name, checker } = form;
  const asked = checker && {
    model: checker.model,
    instructions: textOf(checker.instructions, [...at, 'checker', 'instructions'], world, say) ?? '',
  };
  const checkerModel = checker && modelOf(checker.model, [...at, 'checker', 'model'], world, say);
  const checks = { ...form.checks, never: neverSaid(playbookOf(world)) };
  const made = parts.map(({ name: part, version }) => [part, version]);
  const version = versionOf({
    made,
    checks,
    checker: asked ?? null,
    with: checkerModel ? shapeOf(checkerModel) : null,
  });
  const ref = { kind: 'parts' as const, name, play: form.play, ofKind: form.of_kind, parts };
  return { ...ref, version: form.version ?? version, checker: asked ?? null, checks };
}

function partsOf(form: PartsAgentForm, play: Play, at: Path, world: AskingWorld, say: Say): Part[] {
  return Object.entries(form.parts).flatMap(([name, part]): Part[] => {
    const path = [...at, 'parts', name];
    const named = part.model ?? form.model;
    if (named === undefined) say(path, 'has no model', 'write model: here or above the parts');
    const model = named === undefined ? undefined : modelOf(named, [...path, 'model'], world, say);
    const instructions = textOf(part.instructions, [...path, 'instructions'], world, say);
    part.inputs.forEach((input, index) => {
      if (!Object.hasOwn(play.inputs, input))
        say(
          [...path, 'inputs', index],
          `"${input}" is not an input of ${form.play}`,
          suggestName(input, Object.keys(play.inputs)),
        );
    });
    part.checks.forEach(({ must }, index) =>
      world.checkMust(must, play, say, [...path, 'checks', index, 'must']),
    );
    if (!model || instructions === undefined) return [];
    const { inputs, checks } = part;
    const shapes = inputs.map((input) => play.inputs[input] ?? null);
    const version = versionOf({
      ...shapeOf(model),
      instructions,
      inputs,
      shapes,
      checks,
      playbook: playbookOf(world),
    });
    return [{ name, version, model: model.name, instructions, inputs, checks }];
  });
}

/** An input that nobody prepares must fill itself, and one that two prepare is nobody's. */
function checkCovered(form: PartsAgentForm, play: Play, at: Path, say: Say): void {
  const prepared = Object.entries(form.parts).flatMap(([part, { inputs }]) =>
    inputs.map((input) => ({ part, input })),
  );
  for (const { part, input } of prepared) {
    const other = prepared.find((one) => one.input === input && one.part !== part);
    if (other && other.part < part)
      say([...at, 'parts', part, 'inputs'], `"${input}" is prepared by ${other.part} already`);
  }
  for (const [name, input] of Object.entries(play.inputs)) {
    const isPrepared = prepared.some((one) => one.input === name);
    if (!isPrepared && input.default === undefined && input.optional !== true)
      say([...at, 'parts'], `leave out "${name}", which ${play.name} needs`, 'give it to one of the parts');
  }
}

function modelOf(
  name: string,
  path: Path,
  { models, limitsCost }: AskingWorld,
  say: Say,
): ModelFile | undefined {
  const found = Object.hasOwn(models, name) ? models[name] : undefined;
  if (!found) {
    const names = Object.keys(models);
    const none = 'name it below models: in remit.yaml';
    say(
      path,
      `"${name}" is not among the models of remit.yaml`,
      names.length === 0 ? none : suggestName(name, names),
    );
  } else if (limitsCost && found.price === null)
    say(
      path,
      `"${name}" has no price, so its cost cannot be limited`,
      'write its price in remit.yaml, or 0.00 if it is free',
    );
  return found;
}

/** The text of a Markdown file of the workflow; empty where none is named. */
function textOf(
  file: string | undefined,
  path: Path,
  { folder, files }: AskingWorld,
  say: Say,
): string | undefined {
  if (file === undefined) return '';
  const text = files.get(`${folder}/${file}`);
  if (text !== undefined && file.endsWith('.md')) return text;
  const beside = [...files.keys()].filter((name) => name.startsWith(`${folder}/`) && name.endsWith('.md'));
  const names = beside.map((name) => name.slice(folder.length + 1));
  say(path, `names ${file}, which is not there`, suggestName(file, names));
  return undefined;
}

/**
 * The wordings that a playbook forbids, from its section *Never say*: each item names them in quotation marks, and says
 * why behind them.
 */
export function neverSaid(playbook: string): NeverSaid[] {
  const section = /^#{1,6} +never say\b.*$([\s\S]*?)(?=^#{1,6} |$(?![\s\S]))/im.exec(playbook)?.[1] ?? '';
  return section.split('\n').flatMap((line) => {
    const item = /^\s*[-*] +(.*)$/.exec(line)?.[1];
    if (item === undefined) return [];
    const because = item
      .replaceAll(/["“”„«»][^"“”„«»]*["“”„«»]/g, '')
      .replace(/^[\s,:;–—-]+/, '')
      .trim();
    const quoted = [...item.matchAll(/["“„«]([^"“”„«»]+)["”“»]/g)];
    return quoted.map(([, words = '']) => ({ words, because: because || 'the playbook says so' }));
  });
}

const playbookOf = ({ files, folder }: AskingWorld) => files.get(`${folder}/playbook.md`) ?? '';

/** What of a model shapes answers: not where it answers, nor what it costs. */
const shapeOf = ({ provider, model, answerTokens, temperature }: ModelFile) => ({
  model: { provider, model, answerTokens, temperature },
});

/** What it may choose from. */
function choices({ kinds, plays }: AskingWorld) {
  const named = Object.values(plays).map(({ name, label, inputs }) => ({ name, label, inputs }));
  return { kinds, plays: named };
}

function readOf(read: string, { systems }: AskingWorld): unknown {
  const [system = '', name = ''] = read.split('.');
  const offer = systems[system]?.reads[name];
  return offer ? { label: offer.label, args: offer.args } : null;
}

function writeOf(write: string, { systems }: AskingWorld): unknown {
  const [system = '', name = ''] = write.split('.');
  const offer = systems[system]?.writes[name];
  return offer ? { label: offer.label, args: offer.args } : null;
}

function versionOf(shaping: object): string {
  // Absent members and undefined ones are the same version.
  return digest(JSON.parse(JSON.stringify(shaping)) as object).slice(0, VERSION_CHARS);
}
