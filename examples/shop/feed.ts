/** Hands one message to Remit; rejects where Remit did not take it, and is then asked again with the same one. */
export type Post = (
  workflow: string,
  message: { source_id: string; received_at: string; event: Record<string, string | boolean> },
) => Promise<unknown>;

export interface Feed {
  perMinute(): number;
  /** Messages sent since the shop was first opened. */
  sent(): number;
  /** Changes the pace at once; 0 stops. */
  setPace(perMinute: number): void;
  stop(): Promise<void>;
}

/** So many messages come by themselves, so that a first look has something to look at. */
export const OPENING_MESSAGES = 25;
const OPENING_PER_MINUTE = 30;
const RETRY_MS = 2_000;
/** Timers are not woken more often than this; a faster pace sends several at each waking. */
const TICK_MS_MIN = 20;

/**
 * Sends message after message at a pace. Without a pace the first 25 arrive within a minute, and then none until
 * somebody sets one. A message that was refused is sent again; order is kept, none is skipped.
 */
export function openFeed({
  sent,
  perMinute,
  send,
}: {
  sent: number;
  perMinute?: number | undefined;
  send: (index: number) => Promise<void>;
}): Feed {
  let next = sent;
  let isOpening = perMinute === undefined && next < OPENING_MESSAGES;
  let pace = perMinute ?? (isOpening ? OPENING_PER_MINUTE : 0);
  let timer: NodeJS.Timeout | undefined;
  let busy: Promise<void> = Promise.resolve();
  let isStopped = false;

  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (isStopped || pace <= 0) return;
    timer = setTimeout(() => {
      busy = tick();
    }, ms);
  };
  const gap = () => Math.max(TICK_MS_MIN, 60_000 / pace);
  const tick = async () => {
    const batch = Math.max(1, Math.round((pace * TICK_MS_MIN) / 60_000));
    for (let i = 0; i < batch; i++) {
      if (isStopped || pace <= 0) return;
      try {
        await send(next);
      } catch {
        // Remit may be starting, or be down on purpose; the same message waits until it is back.
        return schedule(RETRY_MS);
      }
      next += 1;
      if (isOpening && next >= OPENING_MESSAGES) pace = 0;
    }
    schedule(gap());
  };
  schedule(isOpening ? TICK_MS_MIN : gap());
  return {
    perMinute: () => pace,
    sent: () => next,
    setPace(wanted) {
      isOpening = false;
      pace = Math.max(0, wanted);
      void busy.then(() => schedule(gap()));
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await busy;
    },
  };
}
