import type { z } from 'zod';
import type { Caller } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Person } from '../../../workspace/schema.ts';
import { contract, type AnswerOf, type Contract, type OpName } from '../contract.ts';
import type { Door } from '../door.ts';
import { etagOf, names } from './etag.ts';
import { isKept, once, type Answered } from './once.ts';
import { readBody, readQuery } from './parse.ts';
import { PERSON_HEADER, personOf } from './person.ts';
import { holdToScope } from './scopes.ts';

export { PERSON_HEADER } from './person.ts';

const ID_CHARS_MAX = 200;
const NOT_MODIFIED = 304;

/** What a handler gets: everything in it was already read by the operation's schemas. */
export interface Call<K extends OpName> {
  door: Door;
  /** The `:id` of the path; empty where there is none. */
  id: string;
  query: z.output<Contract[K]['query']>;
  body: z.output<Contract[K]['body']>;
  /** Who acts. Throws `forbidden` when the request names nobody of the workspace. */
  person: () => Person;
  header: (name: string) => string | undefined;
  /** The program that shows a token; null: somebody on this machine who shows none. */
  caller: Caller | null;
}

/** One row of the server's table. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  /** The operation of the contract, and the status of its answer: 200 where nothing is said. */
  name?: OpName;
  status?: number;
  run(door: Door, request: Request, id: string): Promise<Response>;
}

type Handler<K extends OpName> = (call: Call<K>) => Promise<AnswerOf<K>> | AnswerOf<K>;

/** Makes the route of an operation: its request is parsed, its handler called, its answer sent as JSON. */
export function on<K extends OpName>(name: K, status = 200): (handler: Handler<K>) => Route {
  const operation = contract[name];
  const { method, path } = operation;
  return (handler) => ({
    method,
    path,
    name,
    status,
    async run(door, request, id) {
      if (id.length > ID_CHARS_MAX || id.includes('\0'))
        throw new AppError('not_found', 'There is no such id.', { path: 'id' });
      const query = readQuery(operation.query, new URL(request.url).searchParams) as Call<K>['query'];
      const header = (key: string) => request.headers.get(key) ?? undefined;
      const caller = await door.auth.whoIs(header('authorization'));
      if (caller) await holdToScope(door, caller, { name, method, path, id, query: query as object });
      const body = (method === 'POST' ? await readBody(operation.body, request) : {}) as Call<K>['body'];
      const person = () => personOf(door, caller, header(PERSON_HEADER));
      const run = async (): Promise<Answered> => {
        const answer = await handler({ door, id, query, body, person, header, caller });
        if (door.checksAnswers) operation.answer.parse(answer);
        return { status, answer };
      };
      const key = header('idempotency-key');
      if (key === undefined || !isKept(name, method)) return send(await run(), method, header);
      const who = caller ? `${caller.how}:${caller.id}` : `person:${header(PERSON_HEADER) ?? ''}`;
      return send(await once(door, { name, who, key, id, query, body }, run), method, header);
    },
  });
}

/** Something that is read, as JSON with its tag. */
export function sendRead(answer: unknown, request: Request): Response {
  return send({ status: 200, answer }, 'GET', (name) => request.headers.get(name) ?? undefined);
}

/** The answer as JSON. What is read has a tag, and is not sent again to somebody who has it. */
function send(
  { status, answer }: Answered,
  method: string,
  header: (name: string) => string | undefined,
): Response {
  const text = JSON.stringify(answer);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  };
  if (method !== 'GET') return new Response(text, { status, headers });
  const etag = etagOf(text);
  headers['etag'] = etag;
  if (!names(header('if-none-match'), etag)) return new Response(text, { status, headers });
  delete headers['content-type'];
  return new Response(null, { status: NOT_MODIFIED, headers });
}
