import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  listSecrets,
  newKey,
  openSecrets,
  removeSecret,
  secretsFile,
  setSecret,
  withSecrets,
} from './index.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
let where: { home: string; secrets: undefined; secretsKey: string | undefined };

beforeEach(() => {
  const home = mkdtempSync(join(tmpdir(), 'remit-secrets-'));
  where = { home, secrets: undefined, secretsKey: newKey() };
});
afterEach(() => rmSync(where.home, { recursive: true }));

test('a secret is given to workspace files and stands in no file as it is', () => {
  setSecret(where, 'SHOP_TOKEN', 's3cret-token', NOW);
  expect(withSecrets({ HOME: '/root' }, where)).toEqual({ HOME: '/root', SHOP_TOKEN: 's3cret-token' });
  const text = readFileSync(secretsFile(where), 'utf8');
  expect(text).not.toContain('s3cret');
  expect(text).not.toContain(Buffer.from('s3cret-token').toString('base64'));
  expect(statSync(secretsFile(where)).mode & 0o077).toBe(0);
  expect(listSecrets(where)).toEqual([{ name: 'SHOP_TOKEN', set_at: NOW.toISOString() }]);
});

test('the environment goes before the store', () => {
  setSecret(where, 'SHOP_TOKEN', 'from the store', NOW);
  expect(withSecrets({ SHOP_TOKEN: 'from the environment' }, where)['SHOP_TOKEN']).toBe(
    'from the environment',
  );
});

test('a secret that is removed or never was is not there', () => {
  setSecret(where, 'SHOP_TOKEN', 'x', NOW);
  expect(removeSecret(where, 'SHOP_TOKEN')).toBe(true);
  expect(removeSecret(where, 'SHOP_TOKEN')).toBe(false);
  expect(openSecrets(where)).toEqual({});
});

test('under another key nothing opens, and nothing is set beside it', () => {
  setSecret(where, 'SHOP_TOKEN', 'x', NOW);
  where.secretsKey = newKey();
  expect(() => openSecrets(where)).toThrow('sealed under another key');
  expect(() => setSecret(where, 'OTHER', 'y', NOW)).toThrow('sealed under another key');
  where.secretsKey = undefined;
  expect(withSecrets({}, where)).toEqual({});
  expect(() => setSecret(where, 'OTHER', 'y', NOW)).toThrow('REMIT_SECRETS_KEY is not set');
});

test('a value that somebody put under another name, or changed, is refused', () => {
  setSecret(where, 'SHOP_TOKEN', 'shop', NOW);
  setSecret(where, 'BANK_TOKEN', 'bank', NOW);
  const file = JSON.parse(readFileSync(secretsFile(where), 'utf8')) as { secrets: Record<string, unknown> };
  file.secrets['SHOP_TOKEN'] = file.secrets['BANK_TOKEN'];
  writeFileSync(secretsFile(where), JSON.stringify(file));
  expect(() => openSecrets(where)).toThrow('SHOP_TOKEN');
  writeFileSync(secretsFile(where), 'oops');
  expect(() => openSecrets(where)).toThrow('cut short');
});

test.each([
  ['shop_token', 'x', 'capital letters'],
  ['SHOP_TOKEN', '', 'between 1 and'],
  ['SHOP_TOKEN', 'x'.repeat(40_000), 'between 1 and'],
])('a name or a value that will not do is said: %s', (name, value, says) => {
  expect(() => setSecret(where, name, value, NOW)).toThrow(
    expect.objectContaining(
      says === 'capital letters'
        ? { suggestion: expect.stringContaining(says) }
        : { message: expect.stringContaining(says) },
    ),
  );
});

test('a key that is none is said, and not repeated', () => {
  where.secretsKey = 'a key that somebody made up, long as it is';
  expect(() => setSecret(where, 'A', 'b', NOW)).toThrow('not a key of 32 bytes');
});
