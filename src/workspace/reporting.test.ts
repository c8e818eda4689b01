import { expect, test } from 'vitest';
import { checkWorkspace } from './load.ts';
import { SMALL_WORKSPACE } from './story.ts';

const ENV = { SHOP_URL: 'http://127.0.0.1:1', SHOP_TOKEN: 'x', SMTP_PASSWORD: 'very secret' };
const MAIL =
  'mail: {server: "smtp.small.test", from: Small <remit@small.test>, user: remit, password: "${SMTP_PASSWORD}"}';

function load(more: string, env: Record<string, string> = ENV) {
  const remit = SMALL_WORKSPACE['remit.yaml']?.replace('{id: ann,', '{id: ann, email: ann@small.test,');
  const files = new Map(Object.entries({ ...SMALL_WORKSPACE, 'remit.yaml': `${remit}${more}\n` }));
  return checkWorkspace('/small', files, env);
}

function faults(more: string): string[] {
  const loaded = load(more);
  return loaded.ok
    ? []
    : loaded.faults.map(({ says, suggestion }) => [says, suggestion].filter(Boolean).join('; '));
}

test('mail leaves by a server with encryption that is never given up, on the usual port', () => {
  const loaded = load(MAIL);
  expect(loaded.ok && loaded.workspace.mail).toMatchObject({
    host: 'smtp.small.test',
    port: 587,
    security: 'starttls',
    missing: [],
  });
});

test('the password is for the mail server alone: no JSON, no spread copy and no message shows it', () => {
  const loaded = load(MAIL);
  if (!loaded.ok || !loaded.workspace.mail) throw new Error('it does not load');
  expect(loaded.workspace.mail.auth?.password).toBe('very secret');
  expect(JSON.stringify([loaded.workspace.mail, { ...loaded.workspace.mail }])).not.toContain('very secret');
});

test('a password that is not set in the environment keeps nothing from loading', () => {
  const loaded = load(MAIL, { SHOP_URL: 'http://127.0.0.1:1', SHOP_TOKEN: 'x' });
  expect(loaded.ok && loaded.workspace.mail?.missing).toEqual(['SMTP_PASSWORD']);
});

test('a report goes out at seven where nothing else is said, to people with an address', () => {
  const loaded = load('reports: [{every: week, to: [ann]}, {every: day, at: "06:30", to: [ann]}]');
  expect(loaded.ok && loaded.workspace.reports).toEqual([
    { every: 'week', at: 420, for: [], to: ['ann'] },
    { every: 'day', at: 390, for: [], to: ['ann'] },
  ]);
});

test('what does not hold together is said with what to write', () => {
  expect(
    faults('mail: {server: smtp.small.test, from: remit@small.test, user: remit, password: hunter2}'),
  ).toEqual(['password stands in the file, where everybody reads it; write ${SMTP_PASSWORD}']);
  expect(faults('mail: {server: "http://small.test", from: nobody}')).toEqual([
    'server is not a mail server; write one such as smtp.example.org:587',
    'from is not a mail address; write one such as Remit <remit@example.org>',
  ]);
  expect(faults('mail: {server: smtp.small.test, security: none, from: remit@small.test}')).toEqual([
    'security is none, which is for a server on this machine only; write starttls or tls',
  ]);
  expect(faults('reports: [{every: week, to: [anne]}]')[0]).toMatch(/"anne" is nobody of the people.*"ann"/);
  expect(faults('reports: [{every: week, for: [nope], to: [ann]}]')[0]).toMatch(
    /"nope" is not a workflow here/,
  );
  expect(faults('reports: [{every: year, to: [ann]}]')[0]).toMatch(/every is not one of day, week, month/);
  expect(faults('reports: [{every: day, at: 6.5, to: [ann]}]')[0]).toMatch(
    /not a time of day; write one in quotes/,
  );
});
