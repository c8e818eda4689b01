import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface SheetProps {
  title: string;
  close: () => void;
  children: ReactNode;
  /** For the palette, which has its own first line. */
  bare?: boolean;
  wide?: boolean;
}

/**
 * A dialog over the page. The browser's own element keeps the focus inside, makes the rest inert and
 * gives the focus back, all of which a hand-made one would have to do again and worse.
 */
export function Sheet({ title, close, children, bare, wide }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current) close();
      }}
      className={`rise fixed inset-x-0 top-[min(14vh,8rem)] m-auto mt-0 mb-0 max-h-[min(76vh,44rem)] w-[calc(100vw-1.5rem)] overflow-hidden rounded-xl border border-line-2 bg-surface p-0 text-ink shadow-pop outline-none ${wide ? 'max-w-[720px]' : 'max-w-[520px]'}`}
    >
      <div className="flex max-h-[inherit] flex-col">
        <div
          className={
            bare ? 'sr-only' : 'flex items-center justify-between border-b border-line py-2.5 pr-2.5 pl-4'
          }
        >
          <h2 id={heading} className="text-base font-semibold">
            {title}
          </h2>
          {!bare && (
            <button
              type="button"
              aria-label="Close"
              onClick={close}
              className="grid size-7 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
            >
              <Icon name="close" />
            </button>
          )}
        </div>
        <div className="min-h-0 overflow-y-auto">{children}</div>
      </div>
    </dialog>
  );
}
