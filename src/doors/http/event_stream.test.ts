import { expect, test } from 'vitest';
import { problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import { CloudEvent } from '../../outgoing/schema.ts';

const acme = serveAcme();

/** Reads so many events of a stream, then hangs up. */
async function hear(
  path: string,
  count: number,
  { headers = {}, meanwhile }: { headers?: Record<string, string>; meanwhile?: () => Promise<unknown> } = {},
) {
  const response = await fetch(acme.url + path, { headers });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  await meanwhile?.();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  while ((text.match(/^data: .*\n\n/gm)?.length ?? 0) < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text
    .split('\n\n')
    .filter((frame) => frame.startsWith('id: '))
    .slice(0, count)
    .map((frame) => ({
      id: /^id: (.*)$/m.exec(frame)?.[1] ?? '',
      type: /^event: (.*)$/m.exec(frame)?.[1] ?? '',
      event: CloudEvent.parse(JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? '')),
    }));
}

test('a program hears what happens from now on, as CloudEvents', async () => {
  let id = '';
  const meanwhile = async () => (id = await acme.arrive('5'));
  const events = await hear('/api/events?types=case', 2, { meanwhile });
  expect(events.map(({ type }) => type)).toEqual(['remit.case.opened', 'remit.case.closed']);
  expect(events[0]?.event).toMatchObject({ subject: id, source: '/workflows/refunds' });
});

test('whoever comes back goes on behind the last event, and hears each once', async () => {
  await acme.arrive('6');
  await acme.arrive('7');
  const all = await hear('/api/events?types=case,action', 8, { headers: { 'last-event-id': '0-0-0' } });
  const parts: typeof all = [];
  for (let last = '0-0-0'; parts.length < all.length; last = parts.at(-1)?.id ?? '') {
    parts.push(...(await hear('/api/events?types=case,action', 1, { headers: { 'last-event-id': last } })));
  }
  expect(parts.map(({ event }) => event.id)).toEqual(all.map(({ event }) => event.id));
  expect(new Set(parts.map(({ event }) => event.id)).size).toBe(8);
});

test('what cannot be asked for is said', async () => {
  const wrong = async (query: string, headers = {}) =>
    problemIn(await fetch(`${acme.url}/api/events?${query}`, { headers }));
  expect(await wrong('types=case.opend')).toMatchObject({
    status: 400,
    suggestion: 'did you mean "case.opened"?',
  });
  expect(await wrong('workflow=refund')).toMatchObject({ status: 404, path: 'workflow' });
  expect(await wrong('', { 'last-event-id': 'x' })).toMatchObject({ status: 400, path: 'last-event-id' });
});
