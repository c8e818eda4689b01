import { useEffect, useRef } from 'react';
import { keptStore, store } from '../live/store.ts';

/** One thing that a key does. The help sheet and the palette are made from the bindings that are in force. */
export interface Binding {
  /** `a`, `g i`, `mod+k`, `Escape` */
  keys: string;
  says: string;
  group: string;
  run: () => void;
  /** Keeps it out of the palette: moving and closing make no sense there. */
  hidden?: boolean;
}

/** Single letters can be switched off, for people whose speech input or hands would press them by accident. */
export const letterKeys = keptStore<'on' | 'off'>('remit.letters', 'on');

const active = store<readonly (readonly Binding[])[]>([]);
export const bindings = active;

/** Works over an open dialog too. */
export const BRAKE_KEY = '!';

/** How long after `g` the second key still counts. */
const SEQUENCE_MS = 1_200;

/**
 * Puts bindings in force while the calling part of the page is shown. Later ones win over earlier ones,
 * and those of the shell lie beneath all others.
 */
export function useKeys(given: Binding[], enabled = true, beneath = false): void {
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  // What can be seen of the bindings, as one text: only when that changes are they put in force anew.
  const described = JSON.stringify(given.map(({ run: _run, ...shown }) => shown));
  useEffect(() => {
    if (!enabled) return;
    const mine = (JSON.parse(described) as Omit<Binding, 'run'>[]).map((binding, index) => ({
      ...binding,
      run: () => latest.current[index]?.run(),
    }));
    active.set(beneath ? [mine, ...active.current()] : [...active.current(), mine]);
    return () => active.set(active.current().filter((list) => list !== mine));
  }, [enabled, beneath, described]);
}

/** Listens on the whole page. Typing in a field or an open dialog keeps letters to themselves. */
export function listen(): () => void {
  let first = '';
  let until = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const key = nameOf(event);
    // A key that is held down moves on, but decides only once.
    if (event.repeat && !['j', 'k'].includes(event.key)) return;
    const isLetter = !key.startsWith('mod+') && key !== 'Escape';
    if (isLetter && (isTyping(event.target) || letterKeys.current() === 'off')) return;
    // The brake is within reach whatever is open; all else waits for the dialog.
    if (key !== BRAKE_KEY && document.querySelector('dialog[open]')) return;
    // The space bar belongs to the control that has the focus.
    if (key.endsWith('space') && event.target !== document.body) return;
    const sequence = first && Date.now() < until ? `${first} ${key}` : key;
    first = '';
    const found = find(sequence) ?? (sequence === key ? undefined : find(key));
    if (found) {
      event.preventDefault();
      found.run();
      return;
    }
    if (startsSequence(key)) {
      first = key;
      until = Date.now() + SEQUENCE_MS;
    }
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function nameOf(event: KeyboardEvent): string {
  if (event.key === ' ') return event.shiftKey ? 'shift+space' : 'space';
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : '';
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

function find(keys: string): Binding | undefined {
  for (const list of active.current().toReversed()) {
    const found = list.find((binding) => binding.keys === keys);
    if (found) return found;
  }
  return undefined;
}

function startsSequence(key: string): boolean {
  return active.current().some((list) => list.some((binding) => binding.keys.startsWith(`${key} `)));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
