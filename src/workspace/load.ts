import { RIGHTS } from '../authority/schema.ts';
import { checkAuth } from './auth.ts';
import { checkMail, checkReports } from './checks/reporting.ts';
import { checkStrayFiles } from './checks/stray_files.ts';
import { checkWorkflow } from './checks/workflow.ts';
import type { Env } from './env.ts';
import { readFolder, yamlOf, type Files } from './folder.ts';
import { parseForm, sayFor, type Say } from './forms/form.ts';
import { checkOutgoing } from './forms/outgoing.ts';
import { checkSlack } from './forms/slack.ts';
import { RemitForm } from './forms/remit.ts';
import { suggestName } from './nearest.ts';
import type { LoadedWorkspace, SystemFile, Workflow, Workspace } from './schema.ts';
import type { Fault } from './shape.ts';
import { OWNER } from './schema.ts';
import { checkModels } from './models.ts';
import { readSystem } from './systems/index.ts';
import { versionOf } from './version.ts';
import type { Ground } from './vocabulary.ts';

/** What lays the boundaries in force over the files. */
interface Overlaid {
  drafts(files: Files): Promise<Record<string, string>>;
}

/**
 * Loads a business from its folder. Either the whole of it loads, or none of it and every fault is listed.
 * `env` gives what files write as `${NAME}`; `drafts` stand in for files of the same path, so that a change can be
 * checked before it is written. `overlay` stands in for boundaries that were changed elsewhere than in the files.
 */
export async function loadWorkspace(
  folder: string,
  {
    env,
    drafts = {},
    overlay,
  }: { env: Env; drafts?: Record<string, string>; overlay?: Overlaid | undefined },
): Promise<LoadedWorkspace> {
  const read = await readFolder(folder);
  if (!read.ok) return read;
  const laid = await overlay?.drafts(read.files);
  for (const [path, text] of Object.entries({ ...laid, ...drafts })) read.files.set(path, text);
  return checkWorkspace(folder, read.files, env);
}

/** The same over files already read: a pure function of their texts and the environment. */
export function checkWorkspace(folder: string, files: Files, env: Env): LoadedWorkspace {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const remit = loadRemit(files, env, faults);
  checkStrayFiles(files, faults);
  const { loaded: systems, broken } = loadSystems(files, env, faults);
  const { currency = 'EUR', timeZone = 'UTC', locale = 'en' } = remit ?? {};
  const who = remit && { people: remit.people, hours: remit.hours, models: remit.models };
  const ground: Ground = { currency, timeZone, roles: remit?.roles ?? null, systems, env, ...who };
  const workflows: Record<string, Workflow> = {};
  for (const name of workflowNames(files)) {
    const workflow = checkWorkflow(name, files, { loaded: systems, broken }, ground, { faults, warnings });
    if (workflow) workflows[name] = workflow;
  }
  if (!remit || faults.length > 0) return { ok: false, faults: faults.sort(byPlace) };
  const {
    name,
    people,
    roles,
    costPerHour,
    may,
    changesNeedTwo,
    hours,
    auth,
    mail,
    reports,
    slack,
    models,
    hooks,
  } = remit;
  const hash = versionOf(files);
  return {
    ok: true,
    workspace: {
      name,
      folder,
      hash,
      currency,
      timeZone,
      locale,
      people,
      roles,
      costPerHour,
      may,
      changesNeedTwo,
      hours,
      auth,
      mail,
      reports,
      slack,
      hooks,
      models,
      systems,
      workflows,
    },
    warnings,
  };
}

type Remit = Pick<
  Workspace,
  | 'name'
  | 'currency'
  | 'timeZone'
  | 'locale'
  | 'people'
  | 'roles'
  | 'costPerHour'
  | 'may'
  | 'changesNeedTwo'
  | 'hours'
  | 'auth'
  | 'mail'
  | 'reports'
  | 'slack'
  | 'hooks'
  | 'models'
>;

function loadRemit(files: Files, env: Env, faults: Fault[]): Remit | undefined {
  const text = files.get('remit.yaml');
  if (text === undefined) {
    faults.push({
      file: 'remit.yaml',
      says: 'is missing: this folder is not a workspace',
      suggestion: 'name the folder that holds remit.yaml',
    });
    return undefined;
  }
  const read = yamlOf(files, 'remit.yaml');
  if (!read.ok) {
    faults.push(...read.faults);
    return undefined;
  }
  const say = sayFor(read.yaml, faults);
  const form = parseForm(RemitForm, read.yaml, say);
  if (!form) return undefined;
  const roles = form.roles ?? [...new Set(form.people.flatMap((person) => person.roles))];
  checkPeople(form, roles, say);
  const { name, currency, time_zone: timeZone, locale, people, cost_per_hour: costPerHour } = form;
  const { may, changes_need_two: changesNeedTwo, hours } = form;
  const auth = checkAuth(form.auth, env, { people, workflows: workflowNames(files) }, say);
  const mail = checkMail(form.mail, env, say);
  const reports = checkReports(form.reports, { people, workflows: workflowNames(files) }, say);
  const slack = checkSlack(form.slack, env, { people, roles, workflows: workflowNames(files) }, say);
  const hooks = checkOutgoing(form.hooks, env, workflowNames(files), say);
  const models = checkModels(form.models, env, currency, say);
  return {
    name,
    currency,
    timeZone,
    locale,
    people,
    roles,
    costPerHour,
    may,
    changesNeedTwo,
    hours,
    auth,
    mail,
    reports,
    slack,
    hooks,
    models,
  };
}

function checkPeople(form: RemitForm, roles: string[], say: Say): void {
  const ids = new Set<string>();
  form.people.forEach((person, index) => {
    if (ids.has(person.id)) say(['people', index, 'id'], `"${person.id}" stands there twice`);
    ids.add(person.id);
    person.roles.forEach((role, at) => {
      if (!roles.includes(role))
        say(['people', index, 'roles', at], `"${role}" is not among the roles`, suggestName(role, roles));
    });
  });
  for (const right of RIGHTS) {
    form.may[right].forEach((role, at) => {
      // `owner` stands there by itself; a workspace may do without one.
      if (!roles.includes(role) && role !== OWNER)
        say(['may', right, at], `"${role}" is not among the roles`, suggestName(role, roles));
    });
  }
  for (const role of Object.keys(form.cost_per_hour)) {
    if (!roles.includes(role))
      say(['cost_per_hour', role], 'is a role that nobody has', suggestName(role, roles));
  }
}

function loadSystems(
  files: Files,
  env: Env,
  faults: Fault[],
): { loaded: Record<string, SystemFile>; broken: ReadonlySet<string> } {
  const loaded: Record<string, SystemFile> = {};
  const broken = new Set<string>();
  for (const path of files.keys()) {
    const name = /^systems\/([^/]+)\.yaml$/.exec(path)?.[1];
    if (name === undefined) continue;
    const read = yamlOf(files, path);
    if (!read.ok) faults.push(...read.faults);
    const file = read.ok ? readSystem(name, read.yaml, env, sayFor(read.yaml, faults)) : undefined;
    if (file) loaded[name] = file;
    else broken.add(name);
  }
  return { loaded, broken };
}

function workflowNames(files: Files): string[] {
  const names = [...files.keys()].map((path) => /^workflows\/([^/]+)\/workflow\.yaml$/.exec(path)?.[1]);
  return names.filter((name) => name !== undefined).sort();
}

function byPlace(one: Fault, other: Fault): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);
}
