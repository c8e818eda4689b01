import type { QueryClient } from '@tanstack/react-query';
import { store } from './store.ts';

export type LiveState = 'connecting' | 'live' | 'paused';
export const liveState = store<LiveState>('connecting');

/** Changes that arrive within this time are read again together. */
const GATHER_MS = 250;
const RETRY_MS = 1_000;
const RETRY_MS_MAX = 15_000;

/**
 * Follows `/api/live` and has what changed read again. An event names cases and carries no content,
 * so that a missed one costs nothing: after every reconnect everything on the screen is read again.
 */
export function follow(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let wait = RETRY_MS;
  let lost = false;
  const refresh = gathering(client);

  const open = () => {
    source = new EventSource('/api/live');
    source.addEventListener('open', () => {
      wait = RETRY_MS;
      liveState.set('live');
      if (lost) refresh.all();
      lost = false;
    });
    source.addEventListener('changed', (event) => {
      refresh.cases((JSON.parse(String(event.data)) as { cases: string[] }).cases);
    });
    source.addEventListener('many', () => refresh.all());
    source.addEventListener('error', () => {
      lost = true;
      liveState.set('paused');
      source?.close();
      timer = window.setTimeout(open, wait);
      wait = Math.min(wait * 2, RETRY_MS_MAX);
    });
  };
  const hurry = () => {
    if (liveState.current() !== 'paused') return;
    window.clearTimeout(timer);
    open();
  };
  open();
  window.addEventListener('online', hurry);
  return () => {
    window.removeEventListener('online', hurry);
    window.clearTimeout(timer);
    source?.close();
  };
}

function gathering(client: QueryClient) {
  const waiting = new Set<string>();
  let everything = false;
  let timer: number | undefined;
  const flush = () => {
    timer = undefined;
    const read = (queryKey: string[]) => void client.invalidateQueries({ queryKey });
    if (everything) void client.invalidateQueries();
    else {
      read(['queue']);
      read(['desk']);
      read(['log-head']);
      read(['brake']);
      read(['notices']);
      read(['audits']);
      for (const id of waiting) {
        read(['case', id]);
        read(['story', id]);
      }
    }
    waiting.clear();
    everything = false;
  };
  const soon = () => {
    timer ??= window.setTimeout(flush, GATHER_MS);
  };
  return {
    cases(ids: string[]) {
      for (const id of ids) waiting.add(id);
      soon();
    },
    all() {
      everything = true;
      soon();
    },
  };
}
