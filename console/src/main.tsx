import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { listen } from './keys/keys.ts';
import { mayRetry } from './live/queries.ts';
import { follow } from './live/stream.ts';
import { makeRouter } from './routes.ts';
import { applyTheme } from './shell/theme.ts';

/** Live events say when something is old; time alone makes nothing old while they flow. */
const STALE_MS = 30_000;

applyTheme();
const client = new QueryClient({
  defaultOptions: { queries: { staleTime: STALE_MS, retry: mayRetry, refetchOnWindowFocus: true } },
});
const router = makeRouter(client);
follow(client);
listen();

const root = document.getElementById('desk');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
