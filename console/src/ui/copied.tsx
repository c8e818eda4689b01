import { useState } from 'react';
import { Button } from './button.tsx';

interface CopiedProps {
  /** What it is, above it and for those who cannot see it. */
  label: string;
  children: string;
}

/** Lines to be taken elsewhere as they are: a command, an address, a file. */
export function Copied({ label, children }: CopiedProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard
      .writeText(children)
      .then(() => setCopied(true))
      // A browser that does not let pages copy still shows the lines, to be copied by hand.
      .catch(() => setCopied(false));
  return (
    <figure className="grid min-w-0 gap-1">
      <figcaption className="flex min-h-7 items-center justify-between gap-3 text-xs text-ink-3">
        {label}
        <Button
          small
          look="quiet"
          icon={isCopied ? 'check' : 'link'}
          aria-label={`Copy: ${label}`}
          onClick={copy}
        >
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </figcaption>
      <pre
        tabIndex={0}
        aria-label={label}
        role="region"
        className="overflow-x-auto rounded-lg border border-line bg-sunk px-3 py-2 font-mono text-xs leading-relaxed"
      >
        {children}
      </pre>
    </figure>
  );
}
