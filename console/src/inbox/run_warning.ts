import type { QueryClient } from '@tanstack/react-query';
import { attentionQuery } from '../attention/queries.ts';
import { person } from '../shell/person.ts';
import { toast } from '../ui/toast.tsx';

/**
 * After an approval that was quicker than anybody reads: says so where it was one of many in a row. Asked only then, so
 * that it costs nobody anything who looks.
 */
export async function warnOfRun(client: QueryClient): Promise<void> {
  const query = { ...attentionQuery(person.current()), staleTime: 0 };
  const found = await client.fetchQuery(query).catch(() => undefined);
  if (!found?.mine.quick.warns) return;
  toast({
    tone: 'fault',
    says: `Your last ${found.mine.quick.run} approvals took less than a second each, and count nothing as evidence while that goes on. If they need no reading, a rule does it better.`,
  });
}
