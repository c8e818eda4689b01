import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setAway } from '../../src/people/away.ts';
import { asked, ChainDesk, euros, to } from '../support/chain_desk.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const desk = new ChainDesk();

beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => desk.setClock('2026-03-04T10:00:00+01:00'));

describe('a chain by amount', () => {
  const BY_AMOUNT = [
    '{role: support}',
    '{role: manager, not: [earlier], on: shop.refund, when: \'args.amount > money("100.00 EUR")\'}',
    '{role: director, not: [earlier], on: shop.refund, when: \'args.amount > money("500.00 EUR")\'}',
  ];
  beforeEach(() => desk.use(BY_AMOUNT));

  test('asks three people one after the other, and only the last yes pays', async () => {
    const id = await desk.ask(600);
    expect(await asked(desk, id)).toEqual(['support', 1, 3, 'open']);
    expect(await desk.refused(id, 'max')).toBe('A support decides this; Max Dorn is manager.');
    expect(await desk.decide(id, 'finn')).toBe('Approved. Step 2 of 3 is asked now.');
    expect(await asked(desk, id)).toEqual(['manager', 2, 3, 'open']);
    expect((await desk.advance(id)).actions).toEqual([]);
    await desk.decide(id, 'mia');
    expect(await asked(desk, id)).toEqual(['director', 3, 3, 'open']);
    expect((await desk.read(id)).review?.approvals.map(({ by }) => 'id' in by && by.id)).toEqual([
      'finn',
      'mia',
    ]);
    expect(await desk.decide(id, 'dora')).toBe('Approved. Give it back is being done.');
    const done = await desk.advance(id);
    expect(done.outcome).toBe('solved');
    expect(desk.paid(id)).toBe(1);
  });

  test('asks two of them, or one, where the amount is smaller', async () => {
    const middle = await desk.ask(200);
    expect(await asked(desk, middle)).toEqual(['support', 1, 2, 'open']);
    const small = await desk.ask(50);
    await desk.decide(small, 'finn');
    expect((await desk.advance(small)).outcome).toBe('solved');
    expect(desk.paid(small)).toBe(1);
  });

  test('ends with a no of anybody in it', async () => {
    const id = await desk.ask(600);
    await desk.decide(id, 'finn');
    await desk.decide(id, 'max', { decision: 'reject' });
    const left = await desk.advance(id);
    expect(left.review).toMatchObject({ effect: 'human', role: null });
    expect(desk.paid(id)).toBe(0);
  });
});

describe('several people', () => {
  test('any of two roles will do', async () => {
    desk.use(['{any: [finance, director]}']);
    const id = await desk.ask(20);
    expect(await desk.refused(id, 'max')).toBe('A finance or director decides this; Max Dorn is manager.');
    await desk.decide(id, 'dora');
    expect((await desk.advance(id)).outcome).toBe('solved');
  });

  test('one of each of two roles, in any order, and no role twice', async () => {
    desk.use(['{all: [finance, director]}']);
    const id = await desk.ask(20);
    expect(await desk.decide(id, 'dora')).toBe('Approved. One more person is asked.');
    expect(await asked(desk, id)).toEqual(['finance', 1, 1, 'open']);
    expect(await desk.refused(id, 'dora')).toContain('Dora Lutz has said yes to this step already');
    await desk.decide(id, 'leo');
    expect((await desk.advance(id)).outcome).toBe('solved');
    expect(desk.paid(id)).toBe(1);

    const other = await desk.ask(21);
    await desk.decide(other, 'lea');
    expect(await desk.refused(other, 'leo')).toBe('This step still waits for a director.');
  });

  test('two different people of one role', async () => {
    desk.use(['{role: finance, count: 2}']);
    const id = await desk.ask(20);
    await desk.decide(id, 'lea');
    expect(await desk.refused(id, 'lea')).toContain('has said yes to this step already');
    expect((await desk.advance(id)).actions).toEqual([]);
    await desk.decide(id, 'leo');
    expect((await desk.advance(id)).outcome).toBe('solved');
    expect(desk.paid(id)).toBe(1);
  });

  test('nobody approves two steps where the chain says so', async () => {
    desk.use(['{role: finance}', '{any: [finance, manager], not: [earlier]}']);
    const id = await desk.ask(20);
    await desk.decide(id, 'lea');
    expect(await desk.refused(id, 'lea')).toBe('Lea Wolf approved an earlier step, and nobody approves two.');
    await desk.decide(id, 'leo');
    expect((await desk.advance(id)).outcome).toBe('solved');
  });
});

describe('who may never say yes', () => {
  beforeEach(() => desk.use(['{role: manager, not: [requester, planner]}']));

  test.each(['max', 'Max Dorn', 'MAX@acme.example'])('who asked for it, known as %s', async (name) => {
    const id = await desk.ask(20, name);
    expect(await desk.refused(id, 'max')).toBe('Max Dorn asked for it, and who asks may not approve it.');
    expect(await desk.refused(id, 'max', to(15))).toContain('Max Dorn asked for it');
    await desk.decide(id, 'mia');
    expect((await desk.advance(id)).outcome).toBe('solved');
  });

  test('who changed the plan, once it goes on to others', async () => {
    desk.use(['{role: manager}', '{role: manager, not: [planner]}']);
    const id = await desk.ask(20);
    expect(await desk.decide(id, 'max', to(15))).toContain('It goes to somebody with the role manager');
    expect(await asked(desk, id)).toEqual(['manager', 2, 2, 'open']);
    expect(await desk.refused(id, 'max')).toBe('Who planned it may not approve it.');
    await desk.decide(id, 'mia');
    expect((await desk.advance(id)).actions[0]?.args['amount']).toEqual(euros(15));
  });
});

describe('deadlines', () => {
  test('in business hours go over the weekend', async () => {
    desk.setClock('2026-03-06T15:00:00+01:00');
    desk.use(['{role: manager, within: 4 business hours}']);
    const id = await desk.ask(20);
    const due = (await desk.read(id)).review?.expiresAt;
    expect(due?.toISOString().slice(0, 16)).toBe('2026-03-09T10:00');
    desk.setClock('2026-03-08T23:00:00+01:00');
    expect((await desk.advance(id)).review?.status).toBe('open');
    desk.setClock('2026-03-09T11:01:00+01:00');
    expect(await desk.refused(id, 'max')).toContain('This review has expired. Nothing was done.');
    const lapsed = await desk.advance(id);
    expect(lapsed.review).toMatchObject({ effect: 'human', role: null, status: 'open' });
    expect(desk.paid(id)).toBe(0);
  });

  test('remind once those who are asked', async () => {
    desk.use(['{role: manager, within: 4h, remind: 1h}']);
    const id = await desk.ask(20);
    desk.wait(59 * MINUTE_MS);
    await desk.advance(id);
    expect(await desk.kinds(id)).not.toContain('review.reminded');
    desk.wait(2 * MINUTE_MS);
    await desk.advance(id);
    await desk.advance(id);
    expect((await desk.kinds(id)).filter((kind) => kind === 'review.reminded')).toHaveLength(1);
    const { rows } = await desk.database.pool.query(
      'select says, roles, link from notices where cases like $1',
      [`%${id}%`],
    );
    expect(rows).toEqual([
      {
        says: `Case ${id} still waits for somebody with the role manager to decide.`,
        roles: '["manager"]',
        link: `/cases/${id}`,
      },
    ]);
    const { rows: heads } = await desk.database.pool.query<{ due_at: Date }>(
      'select due_at from heads where stream = $1',
      [`case/${id}`],
    );
    // What comes next is the end of the time.
    expect(heads[0]?.due_at).toEqual((await desk.read(id)).review?.expiresAt);
  });

  test('that pass ask the next, and keep what earlier steps said', async () => {
    desk.use(['{role: support}', '{role: finance, count: 2, within: 2h, then: director}']);
    const id = await desk.ask(20);
    await desk.decide(id, 'finn');
    await desk.decide(id, 'lea');
    desk.wait(3 * HOUR_MS);
    await desk.advance(id);
    expect(await asked(desk, id)).toEqual(['director', 2, 2, 'open']);
    expect((await desk.read(id)).review?.approvals.map(({ by }) => 'id' in by && by.id)).toEqual(['finn']);
    expect(await desk.refused(id, 'leo')).toContain('A director decides this');
    await desk.decide(id, 'dora');
    expect((await desk.advance(id)).outcome).toBe('solved');
    expect(desk.paid(id)).toBe(1);
  });
});

describe('somebody who is away', () => {
  const away = (person: string, deputy: string) =>
    setAway(desk.wired.world, desk.person(person), {
      until: new Date(desk.now().getTime() + 24 * HOUR_MS),
      deputy,
    });
  const back = (person: string) =>
    setAway(desk.wired.world, desk.person(person), { until: null, deputy: null });
  const heard = (person: string, deputy: string | undefined) =>
    expect.poll(() => desk.wired.world.away()[person], { timeout: 5_000 }).toBe(deputy);

  test('is stood in for by the one they named, and by nobody who stands in for that one', async () => {
    desk.use(['{role: director, not: [requester]}']);
    expect(await away('dora', 'finn')).toBe("Finn Berg decides in Dora Lutz's place.");
    await away('finn', 'lea');
    await heard('dora', 'finn');
    await heard('finn', 'lea');
    const id = await desk.ask(20);
    expect(await desk.refused(id, 'lea')).toContain('A director decides this');
    await desk.decide(id, 'finn');
    const entries = await desk.wired.world.log.read(`case/${id}`);
    expect(entries.find(({ kind }) => kind === 'review.decided')?.body).toMatchObject({ for: 'dora' });
    expect((await desk.advance(id)).outcome).toBe('solved');
    // Who is away may still decide.
    const other = await desk.ask(21);
    await desk.decide(other, 'dora');
    await back('dora');
    await back('finn');
    await heard('dora', undefined);
    await heard('finn', undefined);
    expect(await desk.refused(await desk.ask(22), 'finn')).toContain('A director decides this');
  });

  test('is not stood in for by who asked, or by who has decided already', async () => {
    desk.use(['{role: finance}', '{role: director, not: [requester, earlier]}']);
    await away('dora', 'lea');
    await heard('dora', 'lea');
    const id = await desk.ask(20);
    await desk.decide(id, 'lea');
    expect(await desk.refused(id, 'lea')).toContain('A director decides this');
    const mine = await desk.ask(21, 'lea');
    await desk.decide(mine, 'leo');
    expect(await desk.refused(mine, 'lea')).toContain('A director decides this');
    // Nor for a director who asked for it.
    const hers = await desk.ask(22, 'dora');
    await desk.decide(hers, 'leo');
    expect(await desk.refused(hers, 'lea')).toContain('A director decides this');
    await back('dora');
    await heard('dora', undefined);
  });

  test('names somebody else who is here, until a time to come', async () => {
    await expect(away('dora', 'dora')).rejects.toThrow('Nobody stands in for themselves');
    await expect(away('dora', 'nobody')).rejects.toThrow('There is nobody called nobody here');
    const until = new Date(desk.now().getTime() - 1);
    await expect(setAway(desk.wired.world, desk.person('dora'), { until, deputy: 'lea' })).rejects.toThrow(
      'a time to come',
    );
    expect(await back('dora')).toBe('Dora Lutz is here.');
  });
});
