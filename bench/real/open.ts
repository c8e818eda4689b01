import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { importFile } from '../../src/flow/index.ts';
import type { ImportFile } from '../../src/flow/import.ts';
import { lookInto } from '../../src/flow/intake/import/look.ts';
import type { Mapping } from '../../src/flow/intake/import/schema.ts';
import { openDatabase } from '../../src/runtime/database.ts';
import { importShelf } from '../../src/runtime/imports.ts';
import { migrate } from '../../src/runtime/migrate.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { startPostgres } from '../../src/runtime/postgres/index.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import type { Workflow, Workspace } from '../../src/workspace/schema.ts';

const CONNECTIONS = 12;

/** One of the ready workspaces on an embedded Postgres of its own, as `npm start` would have it. */
export interface Bench {
  pool: Pool;
  workspace: Workspace;
  workflow: Workflow;
  wired: Wired;
  stop(): Promise<void>;
}

export async function openBench(
  example: string,
  workflowName: string,
  options: { env?: Record<string, string>; workers?: number } = {},
): Promise<Bench> {
  const loaded = await loadWorkspace(inPackage('examples', example, 'workspace'), { env: options.env ?? {} });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 2));
  const { workspace } = loaded;
  const workflow = workspace.workflows[workflowName];
  if (!workflow) throw new Error(`${example} has no workflow ${workflowName}`);
  const database = await openPostgres();
  const { pool, url } = database;
  const wired = await wire({
    pool,
    url,
    workspace: () => workspace,
    workers: options.workers ?? 0,
    onFault: (id, error) => console.error(id, error),
  });
  return {
    pool,
    workspace,
    workflow,
    wired,
    async stop() {
      await wired.close();
      await database.stop();
    },
  };
}

/** An embedded Postgres of its own, migrated and empty. */
export async function openPostgres(): Promise<{ pool: Pool; url: string; stop(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'remit-bench-'));
  const postgres = await startPostgres({ home, log: () => undefined });
  const pool = openDatabase(postgres.url, { max: CONNECTIONS });
  await migrate(pool, inPackage('migrations'));
  return {
    pool,
    url: postgres.url,
    async stop() {
      await pool.end();
      await postgres.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Imports lines of JSON as `remit import` does, with the mapping that it guesses unless one is given. */
export async function importLines(
  bench: Bench,
  name: string,
  lines: string[],
  mapping: Mapping = { map: {} },
) {
  const file: ImportFile = {
    name,
    stamp: `${lines.length}`,
    async *open() {
      for (let at = 0; at < lines.length; at += 500) {
        yield new TextEncoder().encode(`${lines.slice(at, at + 500).join('\n')}\n`);
      }
    },
  };
  const { workspace, workflow, pool, wired } = bench;
  const look = await lookInto(workspace, workflow, () => file.open(), { layout: {}, mapping });
  const rejected: string[] = [];
  const imported = await importFile(wired.world, file, {
    workflow: workflow.name,
    layout: look.layout,
    mapping: look.mapping,
    shelf: importShelf(pool),
    report: {
      begin: async () => undefined,
      add: (row, says) => void rejected.push(`line ${row.line} ${says}`),
      flush: async () => 0,
    },
  });
  return { ...imported, rejectedRows: rejected, look };
}
