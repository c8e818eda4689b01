import { liveState } from '../live/stream.ts';
import { useStore } from '../live/store.ts';
import { useLater } from '../ui/later.ts';

/** A reconnect that takes less than this is nobody's concern. */
const PATIENCE_MS = 1_500;

/** Says that the page may be old. It stays until the stream is back. */
export function LiveNotice() {
  const state = useStore(liveState);
  const settled = useLater(state, PATIENCE_MS);
  const shown = state === 'paused' && settled === 'paused';
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
