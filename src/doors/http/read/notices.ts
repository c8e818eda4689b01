import type { Pool } from 'pg';
import type { z } from 'zod';
import type { NoticeAnswer } from '../contract.ts';

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
  { roles, limit }: { roles: string[] | null; limit: number },
): Promise<z.output<typeof NoticeAnswer>[]> {
  const { rows } = await pool.query<Stored>({
    name: 'notices',
    text: `select id, at, workflow, kind, says, link, cases from notices
      where roles = '[]' or roles::jsonb ?| $1::text[]
      order by at desc, id desc limit $2`,
    values: [roles ?? [], limit],
  });
  return rows.map(({ at, cases, ...row }) => ({
    ...row,
    at: at.toISOString(),
    cases: JSON.parse(cases) as string[],
  }));
}
