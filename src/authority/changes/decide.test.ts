import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { AcmeServer } from '../../../test/support/acme_server.ts';
import { publish } from '../../runtime/publish.ts';
import type { Person } from '../../workspace/schema.ts';
import { inForce } from './change.ts';
import { changeBoundary, decideChange, readBoundary } from './index.ts';

const TEXT = FILES['workflows/refunds/boundary.yaml'] ?? '';
const mara: Person = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };
const ines: Person = { id: 'ines', name: 'Ines Roth', roles: ['manager'] };

const acme = new AcmeServer();
const refunds = () => acme.world.workspace().workflows['refunds']!;

beforeAll(async () => {
  await acme.open();
  const workspace = acme.world.workspace();
  workspace.people = [...workspace.people, ines];
  workspace.changesNeedTwo = true;
  workspace.may.change_boundary = ['manager'];
  await publish(acme.world.log, workspace, () => new Date());
});
afterAll(() => acme.close());

/** Ines proposes another text, having ticked all that it widens at that moment. */
async function propose(text: string, ticked: string[] = []): Promise<string> {
  const base = refunds().boundary.version;
  const change = { text, base, because: 'Fewer questions.', ticked };
  const { change: id } = await changeBoundary(acme.world, acme.database.pool, ines, refunds(), change);
  return id!;
}
const accept = (id: string, ticked?: string[]) =>
  decideChange(acme.world, acme.database.pool, mara, id, { decision: 'accept', ticked });
const groupsIn = (fault: unknown) =>
  /groups? ([0-9a-f]{16}(?:, [0-9a-f]{16})*)/.exec(String(fault))?.[1]?.split(', ') ?? [];

test('what widens only since it was proposed is ticked by who accepts it, or it is not accepted', async () => {
  const id = await propose(TEXT.replace('money: 10.00 EUR', 'money: 20.00 EUR'));
  await acme.arrive('15');
  await expect(accept(id)).rejects.toThrow(
    /Since it was proposed, cases came that it would let through as well\..*1 case would run alone/,
  );
  const fault = await accept(id).catch((thrown: { suggestion: string }) => thrown.suggestion);
  const ticked = groupsIn(fault);
  expect(ticked).toHaveLength(1);
  await expect(accept(id, ['0000000000000000'])).rejects.toThrow('1 case would run alone');
  await expect(accept(id, ticked)).resolves.toMatchObject({ says: expect.stringContaining('accepted') });
  const entries = await acme.world.log.read('workflow/refunds');
  expect(entries.find(({ kind }) => kind === 'rule.accepted')?.body).toMatchObject({ id, ticked });
});

test('what was ticked at the proposal need not be ticked again, and a weaker chain must be', async () => {
  const weaker = TEXT.replace('money: 10.00 EUR', 'money: 20.00 EUR').replace('within: 4h', 'within: 9h');
  refunds().boundary = inForce(
    await acme.world.log.read('workflow/refunds'),
    acme.world.workspace(),
    refunds(),
  );
  const fault = await propose(weaker).catch((thrown: { message: string; suggestion: string }) => thrown);
  expect((fault as { message: string }).message).toContain('would ask for less');
  const ticked = groupsIn((fault as { suggestion: string }).suggestion);
  const id = await propose(weaker, ticked);
  const { changes } = await readBoundary(acme.world, refunds(), mara, undefined);
  expect(changes).toMatchObject([{ id, ticked, barred: null }]);
  await expect(accept(id)).resolves.toBeDefined();
});
