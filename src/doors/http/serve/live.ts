import type { z } from 'zod';
import { AppError } from '../../../runtime/errors.ts';
import type { LiveEvent } from '../contract.ts';

/** At most about ten messages a second reach a page, however much happens. */
const FLUSH_MS = 100;
const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 1_000;
/** More changed cases than this are told as `many`: the page then reads what it shows. */
const CASES_TOLD_MAX = 200;
const STREAMS_MAX = 100;
/** Messages that wait for a page that does not read; after that it is told `many` once it reads again. */
const WAITING_MAX = 16;
const CASE_STREAM = 'case/';

type Live = z.input<typeof LiveEvent>;

/** Tells open pages what changed. */
export interface LiveHub {
  /** A notice of the channel `remit`: a JSON array of streams, `many`, or empty after a lost connection. */
  notice(payload: string): void;
  /** A new stream of server-sent events. Throws `unavailable` when there are too many. */
  open(): Response;
  close(): void;
}

interface Page {
  send(event: Live): void;
  beat(): void;
  end(): void;
}

export function openLive(version: string): LiveHub {
  const pages = new Set<Page>();
  const changed = new Set<string>();
  let many = false;
  let flushing: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => pages.forEach((page) => page.beat()), HEARTBEAT_MS).unref();

  function flush(): void {
    flushing = undefined;
    const event: Live =
      many || changed.size > CASES_TOLD_MAX ? { type: 'many' } : { type: 'changed', cases: [...changed] };
    changed.clear();
    many = false;
    for (const page of pages) page.send(event);
  }

  return {
    notice(payload) {
      const streams = streamsIn(payload);
      if (streams === null) many = true;
      for (const stream of streams ?? []) {
        if (stream.startsWith(CASE_STREAM)) changed.add(stream.slice(CASE_STREAM.length));
        else many = true; // a workflow or the desk changed, which may concern every page
      }
      flushing ??= setTimeout(flush, FLUSH_MS).unref();
    },
    open() {
      if (pages.size >= STREAMS_MAX) {
        throw new AppError('unavailable', `${STREAMS_MAX} pages are listening already.`, {
          suggestion: 'Close some of them.',
        });
      }
      const { page, body } = openPage((ended) => pages.delete(ended));
      pages.add(page);
      page.send({ type: 'hello', version });
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      });
    },
    close() {
      clearInterval(heartbeat);
      clearTimeout(flushing);
      for (const page of pages) page.end();
      pages.clear();
    },
  };
}

function openPage(onEnd: (page: Page) => void): { page: Page; body: ReadableStream } {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController | undefined;
  let missed = false;
  const write = (text: string) => controller?.enqueue(encoder.encode(text));
  const page: Page = {
    send(event) {
      if (!controller) return;
      if ((controller.desiredSize ?? 0) <= 0) missed = true;
      else write(frame(event));
    },
    beat() {
      if (controller && (controller.desiredSize ?? 0) > 0) write(': still here\n\n');
    },
    end() {
      controller?.close();
      controller = undefined;
    },
  };
  const body = new ReadableStream(
    {
      start(opened) {
        controller = opened;
        write(`retry: ${RECONNECT_MS}\n\n`);
      },
      pull() {
        if (!missed) return;
        missed = false;
        write(frame({ type: 'many' }));
      },
      cancel() {
        controller = undefined;
        onEnd(page);
      },
    },
    { highWaterMark: WAITING_MAX },
  );
  return { page, body };
}

function frame(event: Live): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** Null when the notice does not name streams, and anything may have changed. */
function streamsIn(payload: string): string[] | null {
  try {
    const streams: unknown = JSON.parse(payload);
    return Array.isArray(streams) ? streams.map(String) : null;
  } catch {
    return null;
  }
}
