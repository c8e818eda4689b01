import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Fold } from '../ui/section.tsx';
import { faultText } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';

const LINK_DAYS = 30;

/** A signed address that stops and does nothing else: for a phone, a chat, a note on the wall. */
export function StopLink({ name, words }: { name: string; words: string }) {
  const [isCopied, setCopied] = useState(false);
  const make = useMutation({
    mutationFn: () => call('brake_link', { body: { switch: name, days: LINK_DAYS } }),
    onSuccess: ({ url }) => copy(url),
  });
  const copy = (url: string) =>
    void navigator.clipboard
      .writeText(url)
      .then(() => setCopied(true))
      // A browser that does not let pages copy still shows the address, to be copied by hand.
      .catch(() => setCopied(false));
  return (
    <Fold says="A link that stops it, for a phone or a chat">
      <div className="grid justify-items-start gap-2 text-sm">
        <p className="text-pretty text-ink-2">
          Whoever opens it can stop {words} and do nothing else. It works for {LINK_DAYS} days.
        </p>
        {make.data ? (
          <>
            <input
              readOnly
              aria-label="Link that stops"
              value={make.data.url}
              onFocus={(event) => event.target.select()}
              className="field font-mono text-xs"
            />
            <p className="text-xs text-ink-3" aria-live="polite">
              {isCopied ? 'Copied. ' : ''}It works until <Stamp at={make.data.expires_at} />.
            </p>
          </>
        ) : (
          <Button small icon="link" disabled={make.isPending} onClick={() => make.mutate()}>
            Make and copy the link
          </Button>
        )}
        {make.isError && (
          <p role="alert" className="text-red">
            {faultText(make.error)}
          </p>
        )}
      </div>
    </Fold>
  );
}
