import { expect, test } from 'vitest';
import { FILES } from '../../test/support/acme.ts';
import { checkWorkspace } from './load.ts';

function load(auth: string, env: Record<string, string> = {}) {
  const text = `${FILES['remit.yaml'] ?? ''}auth:\n${auth}`;
  const files = new Map(Object.entries({ ...FILES, 'remit.yaml': text }));
  return checkWorkspace('/acme', files, { SHOP_URL: 'http://127.0.0.1:1', ...env });
}
function faults(auth: string): string[] {
  const loaded = load(auth);
  return loaded.ok
    ? []
    : loaded.faults.map(({ line, says, suggestion }) => `${line} ${says} ${suggestion ?? ''}`);
}
const HEAD = '  address: https://remit.acme.example\n  issuer: https://login.acme.example/\n';

test('auth names the issuer, and the programs that may sign in', () => {
  const loaded = load(
    '  address: ${PUBLIC}\n  issuer: https://login.acme.example/\n  programs:\n    bot-client: {agent: {name: shop-bot, version: 2}, workflows: [refunds]}\n    reader: {rights: [read]}\n',
    { PUBLIC: 'https://remit.acme.example' },
  );
  expect(loaded.ok && loaded.workspace.auth).toEqual({
    address: 'https://remit.acme.example',
    issuer: 'https://login.acme.example/',
    programs: {
      'bot-client': {
        name: 'bot-client',
        agent: { name: 'shop-bot', version: '2' },
        person: null,
        workflows: ['refunds'],
        rights: ['propose'],
      },
      reader: { name: 'reader', agent: null, person: null, workflows: null, rights: ['read'] },
    },
  });
});

test.each([
  ['  address: http://remit.acme.example\n  issuer: https://a.example\n', 'is not an https address'],
  ['  address: https://remit.acme.example/x\n  issuer: https://a.example\n', 'has a path'],
  ['  address: remit\n  issuer: https://a.example\n', 'is not an address'],
  [`${HEAD}  programs:\n    bot: {}\n`, 'proposes as nobody'],
  [`${HEAD}  programs:\n    bot: {agent: a b}\n`, 'is not a name of an agent'],
  [`${HEAD}  programs:\n    bot: {agent: bot, workflows: [refund]}\n`, 'did you mean "refunds"?'],
  [`${HEAD}  programs:\n    desk: {rights: [review]}\n`, 'decides in nobody’s name'],
  [`${HEAD}  programs:\n    desk: {rights: [review], person: mra}\n`, 'did you mean "mara"?'],
  [
    `${HEAD}  programs:\n    both: {agent: b, rights: [review, propose], person: mara}\n`,
    'has both propose and review',
  ],
])('a mistake in auth is named with its line: %s', (auth, says) => {
  const [said = ''] = faults(auth);
  expect(said).toContain(says);
  expect(Number.parseInt(said, 10)).toBeGreaterThanOrEqual(8);
});
