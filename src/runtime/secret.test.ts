import { mkdtemp, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSecret } from './secret.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'remit-secret-'));
});
afterEach(() => rm(home, { recursive: true }));

test('a secret is made once, is the same for every process, and is for its owner alone to read', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => readSecret({ secret: undefined, home })));
  expect(new Set(made).size).toBe(1);
  expect(made[0]).toMatch(/^[0-9a-f]{64}$/);
  expect((await stat(join(home, 'secret'))).mode & 0o777).toBe(0o600);
  expect(await readSecret({ secret: undefined, home })).toBe(made[0]);
});

test('the secret of the settings counts before the file, and writes none', async () => {
  const secret = 'a secret of the settings, of 32 characters';
  expect(await readSecret({ secret, home })).toBe(secret);
  await expect(stat(join(home, 'secret'))).rejects.toThrow('ENOENT');
});

test('a secret that was cut short is told, and not signed with', async () => {
  await readSecret({ secret: undefined, home });
  await truncate(join(home, 'secret'), 10);
  await expect(readSecret({ secret: undefined, home })).rejects.toThrow('was cut short');
});
