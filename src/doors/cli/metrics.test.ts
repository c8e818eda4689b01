import { expect, test } from 'vitest';
import { serveAcme } from '../../../test/support/acme_server.ts';
import { command } from '../../../test/support/command.ts';
import { decisionRow, putDecisions } from '../../../test/support/decisions.ts';

const acme = serveAcme();
const DAY_MS = 86_400_000;

const remit = (...argv: string[]) => command({ world: acme.world, pool: acme.database.pool }, argv);

test('numbers are told with what they were counted from, and never beside people without a verdict', async () => {
  const at = (day: number) => new Date(Date.now() - day * DAY_MS);
  const alone = { how: 'alone', agreed: null } as const;
  const recorded = {
    stage: 'record',
    cohort: 'recorded',
    how: 'handled',
    planned: null,
    agreed: null,
  } as const;
  await putDecisions(acme.database.pool, [
    ...Array.from({ length: 40 }, (_, n) => decisionRow(n, at(13), { ...alone, reworked: n < 2 })),
    ...Array.from({ length: 10 }, (_, n) =>
      decisionRow(100 + n, at(12), { how: n < 4 ? 'edited' : 'approved' }),
    ),
    ...Array.from({ length: 60 }, (_, n) => decisionRow(200 + n, at(90), { ...recorded, reworked: n < 20 })),
    decisionRow(300, at(1), { ...alone, reworked: true }),
    decisionRow(301, at(1), { how: null, agreed: null, at: null, closed_at: null }),
  ]);
  const { out, code } = await remit('metrics', 'refunds');
  expect(code).toBe(0);
  expect(out).toContain(
    'Completed alone: 41 of 52 (78.8 %, between 66 % and 87.8 %); 1 waits to be decided and is in it\n',
  );
  expect(out).toContain(
    'Edited before approval: 4 of 10 (40 %, between 16.8 % and 68.7 %); 1 waits to be decided and is not in it – a small number\n',
  );
  expect(out).toContain(
    'Rework: 2 of 50 (4 %, between 1.1 % and 13.5 %); 1 more had too little time to come back and is not in it, 1 of them has already\n',
  );
  expect(out).toContain(
    'logging period: 20 of 60 (33.3 %, between 22.7 % and 45.9 %). 29 points less (15 points to 42 points, at 95 %).\n',
  );
  const json = JSON.parse((await remit('metrics', 'refunds', '--kind', 'late', '--json')).out) as {
    metrics: unknown[];
  };
  expect(json.metrics).toHaveLength(22);
  expect((await remit('metrics', 'nothing')).code).toBe(2);
  expect((await remit('metrics', '--from', 'soon')).err).toContain('is not a time');
});
