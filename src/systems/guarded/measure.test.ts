import { expect, test } from 'vitest';
import { secretsIn, withoutSecrets } from './measure.ts';

const SECRET = 'pä ss"w/o+rd&4711';

test.each([
  ['as it is', SECRET],
  ['in an address', encodeURIComponent(SECRET)],
  ['in a form', new URLSearchParams({ key: SECRET }).toString().slice('key='.length)],
  ['in a form, in small letters', encodeURIComponent(SECRET).toLowerCase()],
  ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
  ['in base64', Buffer.from(SECRET).toString('base64')],
])('a system that repeats a secret %s brings it nowhere', (_, said) => {
  const clean = withoutSecrets(`who sent ${said} to us?`, secretsIn({ key: SECRET }));
  expect(clean).toBe('who sent … to us?');
});

test('the password within an address is a secret by itself', () => {
  const secrets = secretsIn({ readUrl: 'postgres://reader:p%40ssw0rd-1@db.example/shop' });
  expect(withoutSecrets('no reader with p@ssw0rd-1 and p%40ssw0rd-1', secrets)).toBe(
    'no reader with … and …',
  );
  expect(withoutSecrets('db.example says no to reader', secrets)).toBe('db.example says no to reader');
});
