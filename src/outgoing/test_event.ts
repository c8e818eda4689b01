import { randomUUID } from 'node:crypto';
import type { OutgoingHook } from '../workspace/outgoing.ts';
import { post, type Posted } from './post.ts';
import { TEST, typeOf, type CloudEvent } from './schema.ts';

/** Posts one event that says of itself that it is a test, past the queue. */
export function sendTest(hook: OutgoingHook, now: Date, by: string): Promise<Posted> {
  const id = `test/${randomUUID()}`;
  const event: CloudEvent = {
    specversion: '1.0',
    id,
    source: '/remit',
    type: typeOf(TEST),
    subject: hook.name,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    data: { says: 'Somebody wants to know whether you listen.', by },
  };
  return post(hook, id, JSON.stringify(event), now);
}
