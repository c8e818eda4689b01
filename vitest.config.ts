import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const TEST_TIMEOUT_MS = 30_000;
// Many tests wait for a database or a process, so two run side by side even on the smallest machine.
const WORKERS_MIN = 2;

export default defineConfig({
  root: import.meta.dirname,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'remit',
          include: ['{src,examples,console,test}/**/*.test.{ts,tsx}'],
          exclude: ['test/tidy.test.ts', '**/node_modules/**'],
          // One Postgres serves the whole run: started before the first file, stopped after the last.
          globalSetup: ['test/setup.ts'],
        },
      },
      // What `npm run check` runs: it reads the tree and needs no database.
      { extends: true, test: { name: 'tidy', include: ['test/tidy.test.ts'] } },
    ],
    maxWorkers: Math.max(WORKERS_MIN, availableParallelism() - 1),
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: TEST_TIMEOUT_MS,
  },
});
