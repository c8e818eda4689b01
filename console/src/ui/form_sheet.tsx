import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';

interface FormSheetProps {
  title: string;
  does: string;
  isBusy: boolean;
  submit: () => void;
  close: () => void;
  children: ReactNode;
}

/** A short form. ⌘ or Ctrl with Enter sends it from anywhere inside. */
export function FormSheet({ title, does, isBusy, submit, close, children }: FormSheetProps) {
  return (
    <Sheet title={title} close={close}>
      <form
        className="grid gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
        }}
      >
        {children}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="main" hint="mod+enter" disabled={isBusy}>
            {does}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

/** A control under its name. */
export function Labelled({ label, children, hint }: { label: string; children: ReactNode; hint?: string }) {
  return (
    <label className="grid content-start gap-1 text-sm">
      <span className="text-xs font-medium text-ink-2">{label}</span>
      {children}
      {hint && <span className="text-xs text-ink-3">{hint}</span>}
    </label>
  );
}
