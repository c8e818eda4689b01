import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { askServerToStop } from '../src/runtime/postgres/server.ts';

const HOME_PREFIX = 'remit-test-';
// This database need not outlive the machine, only the processes that tests kill, and those need no fsync.
const FOR_ONE_RUN = { fsync: 'off', full_page_writes: 'off' };
const TEMPLATE = 'template_migrated';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where to connect for `create database`. */
    serverUrl: string;
    /** The migrated database that every test's own is cloned from. */
    template: string;
  }
}

/** Vitest calls this once before all tests; what it returns runs after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweep();
  const home = join(tmpdir(), `${HOME_PREFIX}${process.pid}`);
  const postgres = await startPostgres({ home, log: () => undefined, settings: FOR_ONE_RUN });
  async function teardown(): Promise<void> {
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  }
  try {
    await makeTemplate(postgres.url);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('serverUrl', postgres.url);
  project.provide('template', TEMPLATE);
  return teardown;
}

async function makeTemplate(url: string): Promise<void> {
  const admin = openDatabase(url, { max: 1 });
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const template = openDatabase(Object.assign(new URL(url), { pathname: TEMPLATE }).href, { max: 1 });
  await migrate(template, inPackage('migrations'));
  await template.end();
}

// A run that was killed leaves its server and its folder behind; the next one clears both away.
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.startsWith(HOME_PREFIX) ? name.slice(HOME_PREFIX.length) : Number.NaN);
    if (!Number.isInteger(pid) || lives(pid)) continue;
    const home = join(tmpdir(), name);
    try {
      askServerToStop({ data: join(home, 'postgres', 'data') });
      rmSync(home, { recursive: true, force: true });
    } catch {
      // Another user's, or being swept by another run at this moment.
    }
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
