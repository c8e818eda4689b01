import { keptStore, useStore } from '../live/store.ts';

export type Theme = 'system' | 'light' | 'dark';
export const theme = keptStore<Theme>('remit.theme', 'system');

/** Puts the chosen theme on the page; `system` leaves it to the browser. Called before the first paint. */
export function applyTheme(): void {
  const chosen = theme.current();
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}

export function useTheme(): [Theme, (next: Theme) => void] {
  const choose = (next: Theme) => {
    theme.set(next);
    applyTheme();
  };
  return [useStore(theme), choose];
}
