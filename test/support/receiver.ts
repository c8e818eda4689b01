import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { CloudEvent } from '../../src/outgoing/schema.ts';

/** One request as the receiver got it. */
export interface Delivered {
  headers: IncomingHttpHeaders;
  text: string;
  event: CloudEvent;
}
type Reply = { status: number; headers?: Record<string, string>; body?: string } | 'cut' | 'silence';

/** Somebody who receives webhooks, and checks what came with the library of the standard. */
export interface Receiver {
  url: string;
  secret: string;
  /** What was answered with 2xx, in order. */
  taken: Delivered[];
  /** Everything that came. */
  seen: Delivered[];
  /** How it answers from now on; absent: it takes everything. */
  answer: ((delivered: Delivered) => Reply) | null;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const secret = `whsec_${Buffer.from('a key that only this test knows!').toString('base64')}`;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const event = JSON.parse(text) as CloudEvent;
      const delivered = { headers: request.headers, text, event };
      receiver.seen.push(delivered);
      if (!isSigned(secret, delivered)) {
        response.writeHead(401).end('the signature does not fit');
        return;
      }
      const reply = receiver.answer?.(delivered) ?? { status: 204 };
      if (reply === 'silence') return;
      if (reply === 'cut') {
        request.socket.destroy();
        return;
      }
      if (reply.status < 300) receiver.taken.push(delivered);
      response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/remit?token=only-we-know`,
    secret,
    taken: [],
    seen: [],
    answer: null,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  return receiver;
}

/** As the library of the standard signs; not how old it is, for the clocks of tests run ahead. */
function isSigned(secret: string, { headers, text }: Delivered): boolean {
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
  const expected = new Webhook(secret).sign(String(headers['webhook-id']), at, text);
  return String(headers['webhook-signature']).split(' ').includes(expected);
}
