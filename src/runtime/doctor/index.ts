import type { Pool } from 'pg';
import type { DryRead } from '../../flow/world.ts';
import type { LoadedWorkspace } from '../../workspace/schema.ts';
import { AppError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import { examineDatabase } from './database.ts';
import { fail, ok, warn, type Finding } from './finding.ts';
import { examineMail, examineModels, examineSystems, examineTriggers } from './outside.ts';
import { examineDisk, examineSecrets, namesIn } from './place.ts';

export type { Finding } from './finding.ts';

/** What is examined, each opened only when its turn comes. */
export interface Patient {
  settings: Settings;
  warnings: string[];
  node: string;
  /** The texts of the workspace's files, and what comes of loading them. */
  load: () => Promise<{ texts: Iterable<string>; loaded: LoadedWorkspace }>;
  /** Opens the database as every command does. */
  open: () => Promise<Pool>;
  probe: (name: string) => Promise<DryRead>;
}

/**
 * Looks at a workspace from one end to the other, with a dry read of every system: nothing outside is changed. A part
 * that cannot be looked at is a finding like any other, and the rest is looked at all the same.
 */
export async function* examine(patient: Patient): AsyncIterable<Finding> {
  const { settings, warnings, node } = patient;
  yield ok('settings', `Node ${node}; home ${settings.home}; workspace ${settings.workspace}.`);
  for (const says of warnings) yield warn('settings', says, 'Run `remit settings` for every setting.');
  yield* await examineDisk(settings);
  const { texts, loaded } = await patient.load();
  yield* examineSecrets(settings, namesIn(texts));
  if (loaded.ok) {
    const { name, workflows, systems } = loaded.workspace;
    const count = (of: object, one: string) => {
      const n = Object.keys(of).length;
      return `${n} ${one}${n === 1 ? '' : 's'}`;
    };
    yield ok('workspace', `${name} loads: ${count(workflows, 'workflow')}, ${count(systems, 'system')}.`);
    for (const { file, line, says, suggestion } of loaded.warnings)
      yield warn('workspace', `${file}:${line ?? 1} ${says}`, suggestion);
  } else {
    for (const { file, line, says, suggestion } of loaded.faults)
      yield fail('workspace', `${file}:${line ?? 1} ${says}`, suggestion);
  }
  const workspace = loaded.ok ? loaded.workspace : null;
  if (workspace) {
    yield* examineTriggers(workspace);
    yield* examineSystems(workspace, patient.probe);
    yield* examineModels(workspace);
    yield* await examineMail(workspace.mail);
  }
  yield* await guarded('database', async () => examineDatabase(await patient.open(), workspace));
}

/** What throws is said as what is wrong. */
async function guarded(area: string, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    const todo = error instanceof AppError ? error.suggestion : undefined;
    return [fail(area, error instanceof Error ? error.message : String(error), todo)];
  }
}
