import { useEffect, useState } from 'react';
import { liveState } from '../live/stream.ts';
import { useStore } from '../live/store.ts';

/** A reconnect that takes less than this is nobody's concern. */
const PATIENCE_MS = 1_500;

/** Says that the page may be old. It stays until the stream is back. */
export function LiveNotice() {
  const state = useStore(liveState);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (state !== 'paused') return;
    const timer = window.setTimeout(() => setLong(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [state]);
  const shown = state === 'paused' && isLong;
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <p className="border-b border-line bg-amber-soft px-4 py-1.5 text-sm text-amber">
          <span className="font-medium">Live updates paused:</span> reconnecting. What you see may be out of
          date.
        </p>
      )}
    </div>
  );
}
