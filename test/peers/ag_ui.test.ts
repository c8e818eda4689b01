import { EventType, type AGUIEvent } from '@ag-ui/core';
import { EventSchema, ResumeEntrySchema } from '@ag-ui/core/schemas';
import { expect, test } from 'vitest';
import { resumeEntries } from '../../clients/typescript/adapters/ag_ui.ts';
import { Remit } from '../../clients/typescript/src/index.ts';
import { serveOutside } from '../support/outside.ts';

const acme = serveOutside();
const client = async () => new Remit({ url: acme.url, token: await acme.token() });

/** A run of AG-UI that wants to refund an order and stops for an approval, as the protocol's own schemas have it. */
function stoppedRun(order: string, euros: number, toolCallName = 'shop_refund'): AGUIEvent[] {
  const args = JSON.stringify({ order_id: order, amount: { minor: euros * 100, currency: 'EUR' } });
  const run = { threadId: 't-1', runId: `r-${order}` };
  const toolCallId = `call-${order}`;
  const interrupt = { id: `i-${order}`, reason: 'approval', message: 'The parcel is late.', toolCallId };
  return [
    { type: EventType.RUN_STARTED, ...run },
    { type: EventType.TOOL_CALL_START, toolCallId, toolCallName },
    { type: EventType.TOOL_CALL_ARGS, toolCallId, delta: args.slice(0, 9) },
    { type: EventType.TOOL_CALL_ARGS, toolCallId, delta: args.slice(9) },
    { type: EventType.TOOL_CALL_END, toolCallId },
    { type: EventType.RUN_FINISHED, ...run, outcome: { type: 'interrupt', interrupts: [interrupt] } },
  ].map((event) => EventSchema.parse(event) as AGUIEvent);
}

async function heldCase(order: string): Promise<string> {
  const find = async () => {
    const text = "select id from cases where status = 'held' and title like '%' || $1 || '%'";
    return (await acme.database.pool.query<{ id: string }>(text, [order])).rows[0]?.id;
  };
  await expect.poll(find).toBeDefined();
  return (await find()) ?? '';
}

test('a run of AG-UI that stopped for an approval waits in the inbox, and resumes with what was done', async () => {
  const events = stoppedRun('901', 30);
  const answering = resumeEntries(await client(), 'refunds', events);
  await acme.approve(await heldCase('901'));
  const [entry] = await answering;
  expect(ResumeEntrySchema.parse(entry)).toMatchObject({
    interruptId: 'i-901',
    status: 'resolved',
    payload: { status: 'done', says: 'Done.' },
  });
  const paid = acme.shop.refunds.size;
  const [again] = await resumeEntries(await client(), 'refunds', events);
  expect(again?.payload.status).toBe('done');
  expect(acme.shop.refunds.size).toBe(paid);
});

test('a run that ended gives nothing to resume, and a question about no write is said to be none', async () => {
  const [started, ...rest] = stoppedRun('902', 5);
  const ended = [started, { type: EventType.RUN_FINISHED, threadId: 't-1', runId: 'r-902' } as AGUIEvent];
  expect(await resumeEntries(await client(), 'refunds', ended as AGUIEvent[])).toEqual([]);
  await expect(resumeEntries(await client(), 'refunds', stoppedRun('903', 5, 'launch'))).rejects.toThrow(
    'shop.refund',
  );
  const withoutCall = rest.filter(({ type }) => type === EventType.RUN_FINISHED);
  await expect(resumeEntries(await client(), 'refunds', withoutCall)).rejects.toThrow('about no tool call');
});
