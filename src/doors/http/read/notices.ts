import type { Pool } from 'pg';
import type { z } from 'zod';
import type { NoticeAnswer } from '../contract.ts';
import { readCursor, writeCursor } from './cursor.ts';

interface Stored {
  id: string;
  at: Date;
  workflow: string | null;
  kind: string;
  says: string;
  link: string | null;
  cases: string;
}

/** What people with these roles were told lately, newest first; null: what everybody was told. */
export async function readNotices(
  pool: Pool,
  { roles, limit, cursor }: { roles: string[] | null; limit: number; cursor?: string | undefined },
): Promise<{ notices: z.output<typeof NoticeAnswer>[]; next: string | null }> {
  const [at, id] = readCursor(cursor, 2) ?? [null, null];
  const { rows } = await pool.query<Stored>({
    name: 'notices',
    text: `select id, at, workflow, kind, says, link, cases from notices
      where (roles = '[]' or roles::jsonb ?| $1::text[])
        and ($3::timestamptz is null or (at, id) < ($3, $4))
      order by at desc, id desc limit $2`,
    values: [roles ?? [], limit, at, id],
  });
  const notices = rows.map(({ at, cases, ...row }) => ({
    ...row,
    at: at.toISOString(),
    cases: JSON.parse(cases) as string[],
  }));
  const last = notices.at(-1);
  return { notices, next: last && notices.length === limit ? writeCursor([last.at, last.id]) : null };
}
