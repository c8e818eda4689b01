import { expect, test } from 'vitest';
import { serveAcme } from '../../../test/support/acme_server.ts';
import { decisionRow, putDecisions } from '../../../test/support/decisions.ts';
import { command } from '../../../test/support/command.ts';

const acme = serveAcme();

const remit = (...argv: string[]) => command({ world: acme.world, pool: acme.database.pool }, argv);

test('a stage is shown in words, changed with a reason by somebody, and shown again', async () => {
  const first = await remit('stage', 'refunds');
  expect(first.code).toBe(0);
  expect(first.out).toContain('Refunds: act\n');
  expect(first.out).toContain('as its file says');
  expect(first.out).toContain('Errors: At most 5 %');

  const nobody = await remit('stage', 'refunds', '--to', 'draft', '--because', 'a look');
  expect(nobody.code).toBe(2);
  expect(nobody.err).toContain('--as: mara, finn');
  expect((await remit('stage', 'refunds', '--to', 'draft', '--as', 'finn')).err).toContain('--because');
  expect((await remit('stage', 'refunds', '--to', 'drift', '--as', 'finn', '--because', 'x')).code).toBe(2);
  expect((await remit('stage', 'refunds', '--share', '1x', '--as', 'finn', '--because', 'x')).code).toBe(2);
  expect((await remit('stage', 'returns')).code).toBe(2);

  const changed = await remit(
    'stage',
    'refunds',
    '--to',
    'draft',
    '--share',
    '40',
    '--as',
    'finn',
    '--because',
    'A look.',
  );
  expect(changed.out).toBe(
    'Refunds was narrowed to draft with 40 % of the cases: people approve every plan. It holds from the next action on.\n',
  );
  const refused = await remit('stage', 'refunds', '--to', 'act', '--as', 'finn', '--because', 'x');
  expect(refused.err).toContain('Finn Berg may not widen a roll-out');

  await putDecisions(acme.database.pool, [
    decisionRow(1, new Date(), { planned_at: new Date().toISOString() }),
  ]);
  const { out } = await remit('stage', 'refunds');
  expect(out).toContain('Give it back: 1 of 1 (100 %); Amount 100 %');
  expect(out).toContain('Finn Berg: From act to draft with 40 % of the cases. A look.');
  const json = JSON.parse((await remit('stage', 'refunds', '--json')).out) as {
    evidence: { decisions: number };
  };
  expect(json.evidence.decisions).toBe(1);
});
