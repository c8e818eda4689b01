import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';
import { deskQuery } from '../live/queries.ts';
import { Shell } from '../shell/shell.tsx';

/** What stands around every page, and what all of them need. */
export const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Shell,
  loader: ({ context }) => void context.client.prefetchQuery(deskQuery),
});
