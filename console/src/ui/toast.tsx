import type { ReactNode } from 'react';
import { store, useStore } from '../live/store.ts';
import { Icon } from './icon.tsx';

export interface ToastNote {
  id: number;
  tone: 'done' | 'fault';
  says: string;
  /** More below the sentence: what became of it, a button. */
  more?: ReactNode;
}

const notes = store<readonly ToastNote[]>([]);
const DONE_MS = 9_000;
const FAULT_MS = 14_000;
let made = 0;

/**
 * Tells what happened, for as long as it takes to read and to undo. A new message takes the place of the
 * last one of its tone: the desk is quick, and a pile of messages would hide it.
 */
export function toast(note: Omit<ToastNote, 'id'>): () => void {
  const id = ++made;
  const remove = () => notes.set(notes.current().filter((other) => other.id !== id));
  const others = notes.current().filter((other) => other.tone !== note.tone);
  notes.set([...others, { ...note, id }]);
  window.setTimeout(remove, note.tone === 'done' ? DONE_MS : FAULT_MS);
  return remove;
}

export function Toasts() {
  const shown = useStore(notes);
  return (
    <div
      role="region"
      aria-label="Messages of the desk"
      className="pointer-events-none fixed inset-x-3 bottom-30 z-40 grid justify-items-center gap-2 md:bottom-[66px]"
    >
      <div aria-live="polite" className="contents">
        {shown.map((note) => (
          <Toast key={note.id} note={note} />
        ))}
      </div>
    </div>
  );
}

function Toast({ note }: { note: ToastNote }) {
  const remove = () => notes.set(notes.current().filter((other) => other.id !== note.id));
  return (
    <div className="rise pointer-events-auto flex max-w-[560px] items-start gap-2.5 rounded-lg border border-line-2 bg-surface py-2.5 pr-2 pl-3 text-sm shadow-pop">
      <span className={`mt-0.5 ${note.tone === 'done' ? 'text-green' : 'text-red'}`}>
        <Icon name={note.tone === 'done' ? 'check' : 'warn'} />
      </span>
      <div className="grid min-w-0 gap-1">
        <p className="text-pretty">{note.says}</p>
        {note.more}
      </div>
      <button
        type="button"
        aria-label="Dismiss this message"
        onClick={remove}
        className="ml-2 grid size-6 place-items-center rounded text-ink-3 hover:bg-hover hover:text-ink"
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
