import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { authority } from './routes/authority.ts';
import { proofs } from './routes/proof.ts';
import { root } from './routes/root.ts';
import { work } from './routes/work.ts';
import { NotFound } from './shell/not_found.tsx';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => redirect({ to: '/inbox', throw: true }),
});

/** Every page of the console; `shell/places.ts` says from where each can be reached. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([home, ...work, ...proofs, ...authority]),
    context: { client },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
      const query = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
      return query ? `?${query}` : '';
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
