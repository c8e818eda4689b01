import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asksMore } from '../../src/flow/desk/fresh.ts';
import { decide } from '../../src/flow/index.ts';
import { setAway } from '../../src/people/away.ts';
import { asked, ChainDesk, to, euros } from '../support/chain_desk.ts';

const MINUTE_MS = 60_000;
const desk = new ChainDesk();

beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => desk.setClock('2026-03-04T10:00:00+01:00'));

describe('at the same time', () => {
  test('of twenty who click at once exactly one decides, and the others hear who', async () => {
    desk.use(['{any: [manager, finance, director, support]}']);
    const id = await desk.ask(20);
    const { review, plan } = await desk.read(id);
    const people = ['max', 'mia', 'finn', 'lea', 'leo', 'dora', 'mara'];
    // Each from one of four processes' worth of connections, so that nothing in memory could have kept order.
    const worlds = await desk.sites(4);
    const clicks = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        decide(
          worlds[at % worlds.length] ?? desk.wired.world,
          desk.person(people[at % people.length] ?? ''),
          review?.id ?? '',
          {
            plan: plan?.digest ?? '',
            decision: 'approve',
          },
        ),
      ),
    );
    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const decided = (await desk.wired.world.log.read(`case/${id}`)).filter(
      ({ kind }) => kind === 'review.decided',
    );
    expect(decided).toHaveLength(1);
    const [first] = decided;
    const name = first?.actor.type === 'person' ? first.actor.name : '';
    for (const click of clicks) {
      if (click.status === 'rejected')
        expect(String(click.reason)).toContain(`${name} was first and decided approve`);
    }
    await desk.advance(id);
    expect(desk.paid(id)).toBe(1);
  });

  test('who alone could give a later yes does not give an earlier one, for nobody would be left', async () => {
    desk.use(['{role: manager}', '{role: owner, not: [earlier]}']);
    const id = await desk.ask(20);
    await expect(desk.decide(id, 'mara')).rejects.toThrow('nobody would be left for step 2 of 2');
    expect(await desk.decide(id, 'max')).toContain('Step 2 of 2 is asked now');
    await desk.decide(id, 'mara');
    await desk.advance(id);
    expect(desk.paid(id)).toBe(1);
  });

  test('of twenty clicks on a step for two exactly two count, each of another person', async () => {
    desk.use(['{role: finance, count: 2}', '{role: director}']);
    const id = await desk.ask(20);
    const { review, plan } = await desk.read(id);
    const given = { plan: plan?.digest ?? '', decision: 'approve' as const };
    const clicks = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        decide(desk.wired.world, desk.person(at % 2 === 0 ? 'lea' : 'leo'), review?.id ?? '', given),
      ),
    );
    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await asked(desk, id)).toEqual(['director', 2, 2, 'open']);
    // Who comes after the step is decided hears who decided it.
    const late = await decide(desk.wired.world, desk.person('leo'), review?.id ?? '', given).catch(String);
    expect(late).toMatch(/(Lea Wolf|Leo Kahn) was first and decided approve/);
  });
});

describe('a yes is bound to what is so now', () => {
  test('facts that changed since it was asked make it ask again, and nothing is done', async () => {
    desk.use(['{role: manager}', "{role: director, when: '!order.late'}"]);
    const id = await desk.ask(30);
    expect(await asked(desk, id)).toEqual(['manager', 1, 1, 'open']);
    const before = (await desk.read(id)).review?.id;
    desk.shop.changed.set('30', { late: false });
    desk.wait(2 * MINUTE_MS);
    expect(await desk.refused(id, 'max')).toContain('Since this was asked the ruling became stricter');
    expect(await asked(desk, id)).toEqual(['manager', 1, 2, 'open']);
    expect((await desk.read(id)).review?.id).not.toBe(before);
    expect((await desk.kinds(id)).slice(-4)).toEqual([
      'context.gathered',
      'ruled',
      'review.expired',
      'review.asked',
    ]);
    await desk.decide(id, 'max');
    await desk.decide(id, 'dora');
    await desk.advance(id);
    expect(desk.paid(id)).toBe(1);
  });

  test('what is denied by now is refused, and what is milder by now is fine', async () => {
    desk.use(['{role: manager}'], ["{id: on-time, on: shop.refund, effect: deny, when: '!order.late'}"]);
    const id = await desk.ask(31);
    desk.shop.changed.set('31', { late: false });
    desk.wait(2 * MINUTE_MS);
    expect(await desk.refused(id, 'max')).toContain('Since this was asked it was denied');
    expect((await desk.read(id)).review?.effect).toBe('deny');
    const other = await desk.ask(32);
    desk.use(['{role: manager}'], ["{id: free, on: shop.refund, effect: allow, when: 'order.late'}"]);
    await desk.decide(other, 'max');
    await desk.advance(other);
    expect(desk.paid(other)).toBe(1);
  });

  test('a shop that does not answer lets nobody say yes', async () => {
    const STEPS = ['{role: manager}', "{role: director, when: '!order.late'}"];
    desk.use(STEPS);
    const id = await desk.ask(33);
    desk.wait(2 * MINUTE_MS);
    desk.use(STEPS, [], 'http://127.0.0.1:9');
    expect(await desk.refused(id, 'max')).toContain('Facts could not be read again, so nothing was decided');
    desk.use(STEPS);
    await desk.decide(id, 'max');
  });

  test('a chain that grew after the last yes is asked again before the act', async () => {
    desk.use(['{role: manager}']);
    const id = await desk.ask(34);
    await desk.decide(id, 'max');
    desk.use(['{role: manager}', '{role: director}']);
    await desk.advance(id);
    expect(await asked(desk, id)).toEqual(['manager', 1, 2, 'open']);
    expect(desk.paid(id)).toBe(0);
  });
});

describe('an edit', () => {
  const CHAIN = [
    '{role: support}',
    '{role: manager, on: shop.refund, when: \'args.amount > money("100.00 EUR")\'}',
  ];

  test('that a reviewer may not make alone goes up the chain', async () => {
    desk.use(CHAIN);
    const id = await desk.ask(50);
    expect(await desk.decide(id, 'finn', to(200))).toBe(
      'Changed. It goes to somebody with the role manager; nothing is done before they agree.',
    );
    expect((await desk.kinds(id)).slice(-3)).toEqual(['review.decided', 'ruled', 'review.asked']);
    expect(await asked(desk, id)).toEqual(['manager', 2, 2, 'open']);
    expect((await desk.advance(id)).actions).toEqual([]);
    await desk.decide(id, 'max');
    const done = await desk.advance(id);
    expect(done.actions.map(({ args }) => args['amount'])).toEqual([euros(200)]);
    expect(desk.paid(id)).toBe(1);
    const { rows } = await desk.database.pool.query('select how from decisions where case_id = $1', [id]);
    expect(rows).toEqual([{ how: 'edited' }]);
  });

  test('by somebody of a later step begins the chain again', async () => {
    desk.use(CHAIN);
    const id = await desk.ask(150);
    await desk.decide(id, 'finn');
    await desk.decide(id, 'max', to(160));
    expect(await asked(desk, id)).toEqual(['support', 1, 2, 'open']);
    expect((await desk.read(id)).review?.approvals).toEqual([]);
  });

  test('takes an amount as one writes it, with its currency behind it', async () => {
    desk.use(CHAIN);
    const id = await desk.ask(50);
    await desk.decide(id, 'finn', { ...to(60), inputs: { ...to(60).inputs, amount: '60.00 EUR' } });
    expect((await desk.advance(id)).actions.map(({ args }) => args['amount'])).toEqual([euros(60)]);
  });

  test('within what the person may approve alone runs at once', async () => {
    desk.use(CHAIN);
    const id = await desk.ask(150);
    await desk.decide(id, 'finn', to(60));
    const done = await desk.advance(id);
    expect(done.actions.map(({ args }) => args['amount'])).toEqual([euros(60)]);
  });

  test('of work that is a person’s still goes to those who must agree to the amount', async () => {
    const rules = [
      '{id: disputed, on: shop.refund, effect: human, when: \'order.total > money("30.00 EUR")\'}',
    ];
    desk.use(['{role: manager}'], rules);
    const id = await desk.ask(40);
    expect((await desk.read(id)).review).toMatchObject({ effect: 'human', role: null });
    await desk.decide(id, 'finn', to(35));
    expect((await desk.read(id)).review).toMatchObject({
      effect: 'approve',
      role: 'manager',
      covers: 'human',
    });
    await desk.decide(id, 'max');
    const done = await desk.advance(id);
    expect(done.outcome).toBe('solved');
    expect(done.actions.map(({ args }) => args['amount'])).toEqual([euros(35)]);
  });

  test('in the place of somebody who is away is their yes', async () => {
    desk.use(['{role: director}', '{role: manager}']);
    const until = new Date(desk.now().getTime() + MINUTE_MS);
    await setAway(desk.wired.world, desk.person('dora'), { until, deputy: 'finn' });
    await expect.poll(() => desk.wired.world.away()['dora'], { timeout: 5_000 }).toBe('finn');
    const id = await desk.ask(40);
    await desk.decide(id, 'finn', to(35));
    expect(await asked(desk, id)).toEqual(['manager', 2, 2, 'open']);
    expect((await desk.read(id)).review?.approvals).toMatchObject([{ step: 0, for: 'dora' }]);
  });
});

test('a chain of which two steps are alike needs both to have been asked', () => {
  const manager = { role: 'manager', not: [] };
  const now = { effect: 'approve' as const, approve: [manager, manager] };
  expect(asksMore({ approve: [manager] }, now, 'approve')).toBe(true);
  expect(asksMore({ approve: [manager, manager] }, now, 'approve')).toBe(false);
  expect(asksMore({ approve: [] }, { ...now, effect: 'allow' }, 'approve')).toBe(false);
});

test('a step is handed on to those whom the chain names, and to nobody else', async () => {
  desk.use(['{role: manager, within: 4h, then: director}']);
  const id = await desk.ask(20);
  expect(await desk.refused(id, 'finn', { decision: 'escalate', role: 'support' })).toBe(
    'The boundary does not let support decide this step.',
  );
  await desk.decide(id, 'finn', { decision: 'escalate', role: 'director' });
  expect(await desk.refused(id, 'max')).toContain('A director decides this');
  await desk.decide(id, 'dora');
  expect((await desk.advance(id)).outcome).toBe('solved');
});
