import { useSyncExternalStore } from 'react';

/** A value that lives outside the page's tree, and that parts of the page may watch. */
export interface Store<T> {
  current: () => T;
  set: (value: T) => void;
  watch: (listener: () => void) => () => void;
}

export function store<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    current: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A store whose text survives a reload, as far as the browser lets us keep anything. */
export function keptStore<T extends string>(name: string, first: T): Store<T> {
  const inner = store<T>((read(name) as T | undefined) ?? first);
  return {
    ...inner,
    set(value) {
      try {
        localStorage.setItem(name, value);
      } catch {
        // A browser that keeps nothing still works; the choice just ends with the page.
      }
      inner.set(value);
    },
  };
}

function read(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function useStore<T>(source: Store<T>): T {
  return useSyncExternalStore(source.watch, source.current);
}
