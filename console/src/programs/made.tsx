import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import type { Token } from './queries.ts';

/** A token that was just made: shown this once. */
export function Made({ text, token, close }: { text: string; token: Token; close: () => void }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard
      .writeText(text)
      .then(() => setCopied(true))
      // A browser that does not let pages copy still shows the token, to be copied by hand.
      .catch(() => setCopied(false));
  return (
    <section
      aria-label="The token"
      className="grid gap-3 rounded-xl border border-line bg-amber-soft px-4 py-4 text-sm"
    >
      <p className="text-pretty text-amber">
        <span className="font-semibold">This is the token of {token.name}.</span> Give it to the program now:
        it is shown this once, and kept nowhere.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <input
          readOnly
          autoFocus
          aria-label="Token"
          value={text}
          onFocus={(event) => event.target.select()}
          className="field min-w-0 flex-1 font-mono text-xs"
        />
        <Button icon={isCopied ? 'check' : 'link'} onClick={copy}>
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={close}>I have it</Button>
      </div>
    </section>
  );
}
