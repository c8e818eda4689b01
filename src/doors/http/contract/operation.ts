import { z } from 'zod';

/** One operation: a method, a path with `:names`, and zod schemas for query, body and answer. */
export interface Operation<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  method: 'GET' | 'POST';
  path: string;
  says: string;
  query: Q;
  body: B;
  answer: A;
}

/** Makes a row of the table. */
export function op<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  says: string,
  shapes: { query?: Q; body?: B; answer: A },
): Operation<Q, B, A> {
  return {
    method,
    path,
    says,
    query: (shapes.query ?? z.object({})) as Q,
    body: (shapes.body ?? z.object({})) as B,
    answer: shapes.answer,
  };
}
