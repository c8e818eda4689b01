import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';

interface Throw {
  name: string;
  because: string;
  drill?: boolean;
}

/** Throws a switch. Everything on the page is read again, since any of it may be stopped now. */
export function useThrow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, because, drill }: Throw) =>
      call('throw', { body: { switch: name, because: because.trim(), drill: drill ?? false } }),
    onSettled: () => client.invalidateQueries(),
  });
}

export function useRelease() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, because }: Omit<Throw, 'drill'>) =>
      call('release', { body: { switch: name, because: because.trim() } }),
    onSettled: () => client.invalidateQueries(),
  });
}
