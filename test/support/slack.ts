import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from '../../src/doors/slack/signature.ts';
import { checkBlocks, checkView, type Block, type Modal } from './slack_limits.ts';

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const TOKEN = 'xoxb-1234-5678-abcdef';

/** A message as the channel shows it now. */
export interface Message {
  channel: string;
  ts: string;
  text: string;
  blocks: Block[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  /** How often it was changed. */
  changes: number;
}

type Args = Record<string, unknown>;
type Answer = Record<string, unknown> & { ok: boolean };

/**
 * A workspace of Slack: it answers the methods of the Web API that an app uses, over HTTP and in both encodings, refuses
 * what the real one refuses, and sends clicks and modals signed as the real one does.
 */
export class FakeSlack {
  api = '';
  readonly messages: Message[] = [];
  /** What only one person sees. */
  readonly whispers: { channel: string; user: string; text: string }[] = [];
  readonly calls: string[] = [];
  readonly members: Record<string, Record<string, unknown>> = {};
  /** The modal that is open, with its id. */
  modal: (Modal & { id: string }) | undefined;
  /** Answers a call otherwise: `ratelimited`, `after` (done, and then the line is cut), or the name of an error. */
  fault: ((method: string) => string | undefined) | undefined;
  /** How long every answer takes, in milliseconds. */
  slowMs = 0;
  /** Where the app's request URL is. */
  url = '';
  /** What was sent to the app last, to the byte. */
  last: RequestInit = {};
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #count = 0;

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.api = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** A member of the workspace, by the mail address of their profile. */
  member(id: string, email: string, more: Args = {}): void {
    this.members[id] = { id, deleted: false, is_bot: false, profile: { email }, ...more };
  }

  /** The messages of a channel, as plain text. */
  shown(channel: string): string[] {
    return this.messages.filter((one) => one.channel === channel).map(wordsOf);
  }

  /** Clicks a button of a message. */
  async click(user: string, message: Message, action: string): Promise<Response> {
    const button = message.blocks
      .flatMap(({ elements = [] }) => elements)
      .find((one) => one.action_id === action);
    if (!button) throw new Error(`There is no button ${action}.`);
    return this.send({
      type: 'block_actions',
      user: { id: user, team_id: 'T1' },
      api_app_id: 'A1',
      token: 'legacy',
      trigger_id: `${(this.#count += 1)}.trigger`,
      container: { type: 'message', message_ts: message.ts, channel_id: message.channel },
      channel: { id: message.channel, name: 'approvals' },
      message: { ts: message.ts, text: message.text },
      response_url: 'https://hooks.slack.com/actions/T1/1/x',
      actions: [
        { type: 'button', action_id: action, block_id: 'b', value: button.value, action_ts: message.ts },
      ],
    });
  }

  /** Sends the open modal with these values, by the names of its blocks. */
  async submit(user: string, values: Record<string, string>): Promise<unknown> {
    const { modal } = this;
    if (!modal) throw new Error('No modal is open.');
    const typed = Object.fromEntries(
      modal.blocks
        .filter(({ type }) => type === 'input')
        .map(({ block_id: block = '', element }) => {
          const value = values[block] ?? element?.initial_value ?? element?.initial_option?.value ?? null;
          const isChoice = element?.type === 'static_select';
          const sent = isChoice ? { selected_option: value === null ? null : { value } } : { value };
          return [block, { [element?.action_id ?? '']: { type: element?.type, ...sent } }];
        }),
    );
    const answer = await this.send({
      type: 'view_submission',
      team: { id: 'T1' },
      user: { id: user },
      view: { ...modal, state: { values: typed } },
    });
    const text = await answer.text();
    const body = text === '' ? { response_action: 'clear' } : (JSON.parse(text) as Args);
    if (body['response_action'] === 'clear') this.modal = undefined;
    return body;
  }

  /** Sends a payload to the app, signed; `at` and `secret` tell another story. */
  send(payload: object, { at = Date.now(), secret = SIGNING_SECRET } = {}): Promise<Response> {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const timestamp = String(Math.floor(at / 1000));
    this.last = {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign(Buffer.from(body), timestamp, secret),
      },
      body,
    };
    return fetch(this.url, this.last);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace('/api/', '');
    this.calls.push(method);
    const args = readArgs(await textOf(request), request.headers['content-type'] ?? '');
    const fault = this.fault?.(method);
    if (this.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, this.slowMs));
    if (fault === 'ratelimited') {
      response.writeHead(429, { 'retry-after': '1' }).end();
      return;
    }
    const isSignedIn = request.headers.authorization === `Bearer ${TOKEN}`;
    const error = !isSignedIn ? 'invalid_auth' : fault === 'after' ? undefined : fault;
    const answer = error === undefined ? this.#answer(method, args) : { ok: false, error };
    if (fault === 'after') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  #answer(method: string, args: Args): Answer {
    switch (method) {
      case 'chat.postMessage':
        return this.#post(args);
      case 'chat.update': {
        const message = this.messages.find(
          ({ ts, channel }) => ts === args['ts'] && channel === args['channel'],
        );
        if (!message) return { ok: false, error: 'message_not_found' };
        const blocks = args['blocks'] as Block[];
        const wrong = checkBlocks(blocks);
        if (wrong !== undefined)
          return { ok: false, error: 'invalid_blocks', response_metadata: { messages: [wrong] } };
        Object.assign(message, { blocks, text: String(args['text']), changes: message.changes + 1 });
        return { ok: true, channel: message.channel, ts: message.ts };
      }
      case 'chat.postEphemeral':
        this.whispers.push({
          channel: String(args['channel']),
          user: String(args['user']),
          text: String(args['text']),
        });
        return { ok: true, message_ts: this.#ts() };
      case 'conversations.history':
        return {
          ok: true,
          messages: this.messages.filter(
            ({ channel, ts }) => channel === args['channel'] && Number(ts) >= Number(args['oldest']),
          ),
        };
      case 'users.info': {
        const user = this.members[String(args['user'])];
        return user ? { ok: true, user } : { ok: false, error: 'user_not_found' };
      }
      case 'views.open':
      case 'views.update': {
        const view = args['view'] as Modal;
        const wrong = checkView(view);
        if (wrong !== undefined)
          return { ok: false, error: 'invalid_arguments', response_metadata: { messages: [wrong] } };
        const { view_id: id } = args;
        this.modal = { ...view, id: typeof id === 'string' ? id : `V${(this.#count += 1)}` };
        return { ok: true, view: this.modal };
      }
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  #post(args: Args): Answer {
    const channel = String(args['channel']);
    if (!/^[CGDU]/.test(channel)) return { ok: false, error: 'channel_not_found' };
    const blocks = (args['blocks'] ?? []) as Block[];
    const wrong = checkBlocks(blocks);
    if (wrong !== undefined)
      return { ok: false, error: 'invalid_blocks', response_metadata: { messages: [wrong] } };
    const message: Message = { channel, ts: this.#ts(), text: String(args['text']), blocks, changes: 0 };
    if (args['metadata']) message.metadata = args['metadata'] as NonNullable<Message['metadata']>;
    this.messages.push(message);
    return { ok: true, channel, ts: message.ts, message };
  }

  #ts(): string {
    return `${Math.floor(Date.now() / 1000)}.${String((this.#count += 1)).padStart(6, '0')}`;
  }
}

/** Everything that a message says, as a person reads it. */
export function wordsOf({ blocks }: Message): string {
  return blocks
    .flatMap(({ text, elements = [] }) => [
      text?.text,
      ...elements.map((one) => (typeof one.text === 'string' ? one.text : one.text?.text)),
    ])
    .filter((words) => words !== undefined)
    .join('\n');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Forms carry lists and objects as JSON, as Slack's own client sends them. */
function readArgs(text: string, type: string): Args {
  if (type.startsWith('application/json')) return JSON.parse(text) as Args;
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value,
    ]),
  );
}
