import { defineConfig } from 'vitest/config';

const TEST_TIMEOUT_MS = 30_000;

// One Postgres serves the whole run: it is started before the first file and stopped after the last.
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['{src,examples,console,test}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**'],
    globalSetup: ['test/setup.ts'],
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: TEST_TIMEOUT_MS,
  },
});
