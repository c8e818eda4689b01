import { expect, test } from 'vitest';
import { listSettings, readSettings } from './settings.ts';

test('without any setting Remit listens on loopback and keeps its data in .remit', () => {
  const { settings, warnings } = readSettings({});
  expect(settings).toMatchObject({ host: '127.0.0.1', port: 7468, samplePort: 7469, workers: 64 });
  expect(settings.home).toBe(`${process.cwd()}/.remit`);
  expect(settings.databaseUrl).toBeUndefined();
  expect(settings.pace).toBeUndefined();
  expect(warnings).toEqual([]);
});

test('listening to other machines is refused with the reason', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.4', 'example.com', '127.0.0.1.example.com']) {
    expect(() => readSettings({ REMIT_HOST: host })).toThrow('Remit has no sign-in yet');
  }
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    expect(readSettings({ REMIT_HOST: host }).settings.host).toBe(host);
  }
});

test('every bad value is named at once', () => {
  const read = () => readSettings({ REMIT_PORT: '70000', REMIT_WORKERS: 'many', DATABASE_URL: 'mysql://x' });
  for (const name of ['REMIT_PORT', 'REMIT_WORKERS', 'DATABASE_URL']) expect(read).toThrow(name);
});

test('an empty value counts as none', () => {
  expect(readSettings({ REMIT_PORT: '', DATABASE_URL: '' }).settings).toMatchObject({ port: 7468 });
});

test('a misspelt name is a warning that names the nearest', () => {
  expect(readSettings({ REMIT_PROT: '1' }).warnings).toEqual([
    'There is no setting REMIT_PROT; did you mean REMIT_PORT?',
  ]);
});

test('the token that an agent sets for its gateway is no misspelt setting', () => {
  expect(readSettings({ REMIT_TOKEN: 'remit_x' }).warnings).toEqual([]);
});

test('the list shows where the database is but not its password', () => {
  const url = 'postgres://ann:s3cret@db.example/remit?password=s3cret2';
  const row = listSettings({ DATABASE_URL: url }).find(({ name }) => name === 'DATABASE_URL');
  expect(row).toMatchObject({ value: 'postgres://ann:hidden@db.example/remit', is_set: true });
  expect(JSON.stringify(listSettings({ DATABASE_URL: 's3cret' }))).not.toContain('s3cret');
});
