import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '../flow/index.ts';
import { fromIda, openBusiness, type Business } from '../../test/support/business.ts';

let business: Business;

beforeAll(async () => {
  business = await openBusiness();
});
afterAll(() => business.stop());

async function decided(from: number, count: number): Promise<void> {
  for (let at = from; at < from + count; at++) {
    const isInvoice = at % 2 === 0;
    const message = isInvoice ? `Please send the invoice number ${at}` : `Parcel ${at} is broken and wet`;
    await record(business.wired.world, 'late-delivery', {
      event: {
        source: 'file',
        source_id: `${at}`,
        received_at: new Date(),
        fields: fromIda(`WG-${at}`, { topic: 'other', message, subject_line: '' }),
      },
      steps: [
        {
          by: { id: 'pia' },
          at: new Date(),
          kind: isInvoice ? 'invoice' : 'unclear',
          play: isInvoice ? 'send_invoice' : 'answer',
        },
      ],
      outcome: 'solved',
    });
  }
}

/**
 * Catches up until so many decisions are learned. A follower waits for the oldest transaction of the whole server,
 * and other tests have theirs under way on it.
 */
async function learned(count: number): Promise<void> {
  const { memories, standings } = business.wired;
  const plays = async () => {
    await standings.catchUp();
    return memories.of('late-delivery').size().cases['play'] ?? 0;
  };
  await expect.poll(plays, { timeout: 20_000 }).toBe(count);
}

test('the memory learns what people decided, in the order of the log, and shows cases like it', async () => {
  await decided(0, 40);
  await learned(40);
  const planned = await business.advance(
    await business.message(fromIda('WG-NEW', { topic: 'other', message: 'I need an invoice please' })),
  );
  expect(planned.plan?.agent.name).toBe('memory');
  expect(planned.plan?.play).toBe('send_invoice');
  expect(planned.plan?.similar?.length).toBeGreaterThan(0);
  expect(planned.plan?.similar?.[0]?.text).toContain('invoice');
  // What the memory proposes waits for a person, whatever the boundary allows.
  expect(planned.status).toBe('held');
  expect(planned.actions).toEqual([]);
});

test('what is decided later is learned later, once', async () => {
  await decided(40, 10);
  await learned(50);
  await business.wired.standings.catchUp();
  expect(business.wired.memories.of('late-delivery').size().cases['play']).toBe(50);
});
