import type { z } from 'zod';
import type { Caller } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Person } from '../../../workspace/schema.ts';
import { contract, type AnswerOf, type Contract, type OpName } from '../contract.ts';
import type { Door } from '../door.ts';
import { readBody, readQuery } from './parse.ts';
import { holdToScope } from './scopes.ts';

/** The header in which a caller says who acts. */
export const PERSON_HEADER = 'x-remit-person';

const ID_CHARS_MAX = 200;

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
  run(door: Door, request: Request, id: string): Promise<Response>;
}

type Handler<K extends OpName> = (call: Call<K>) => Promise<AnswerOf<K>> | AnswerOf<K>;

/** Makes the route of an operation: its request is parsed, its handler called, its answer sent as JSON. */
export function on<K extends OpName>(name: K, status = 200): (handler: Handler<K>) => Route {
  const operation = contract[name];
  return (handler) => ({
    method: operation.method,
    path: operation.path,
    async run(door, request, id) {
      if (id.length > ID_CHARS_MAX || id.includes('\0'))
        throw new AppError('not_found', 'There is no such id.', { path: 'id' });
      const query = readQuery(operation.query, new URL(request.url).searchParams);
      const header = (key: string) => request.headers.get(key) ?? undefined;
      const caller = await door.auth.whoIs(header('authorization'));
      const { method, path } = operation;
      if (caller) await holdToScope(door, caller, { name, method, path, id, query: query as object });
      const body = method === 'POST' ? await readBody(operation.body, request) : {};
      const answer = await handler({
        door,
        id,
        query: query as Call<K>['query'],
        body: body as Call<K>['body'],
        person: () => (caller ? personBehind(door, caller) : personOf(door, header(PERSON_HEADER))),
        header,
        caller,
      });
      if (door.checksAnswers) operation.answer.parse(answer);
      return Response.json(answer, { status, headers: { 'cache-control': 'no-store' } });
    },
  });
}

/** Whoever shows a token acts in the name that the token has, whatever a header says. */
function personBehind(door: Door, { name, person }: Caller): Person {
  if (person !== null) return personOf(door, person);
  throw new AppError('forbidden', `${name} acts in nobody’s name.`, {
    suggestion: 'A decision takes a token with the right review.',
    path: 'authorization',
  });
}

function personOf(door: Door, id: string | undefined): Person {
  const { people } = door.world.workspace();
  const names = people.map((person) => person.id).join(', ');
  if (id === undefined || id === '') {
    throw new AppError('forbidden', 'The request does not say who acts.', {
      suggestion: `Send the header ${PERSON_HEADER} with one of ${names}.`,
      path: PERSON_HEADER,
    });
  }
  const person = people.find((candidate) => candidate.id === id);
  if (person) return person;
  throw new AppError('forbidden', `Nobody in this workspace is called "${id.slice(0, 40)}".`, {
    suggestion: `It has ${names}.`,
    path: PERSON_HEADER,
  });
}
