import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';

const TRACER = 'remit';

export interface SpanOptions {
  kind?: keyof typeof SpanKind;
  attributes?: Attributes;
  /** A `traceparent` of W3C Trace Context that it goes on from; without one, from whatever span is active. */
  from?: string | undefined;
}

/**
 * Runs something within a span. Where nobody collects traces this costs a function call. A thrown error is noted in
 * the span and goes on its way.
 */
export function inSpan<T>(name: string, options: SpanOptions, run: (span: Span) => Promise<T>): Promise<T> {
  const { kind = 'INTERNAL', attributes = {}, from } = options;
  const parent = from === undefined ? context.active() : continued(from);
  const settings = { kind: SpanKind[kind], attributes };
  return trace.getTracer(TRACER).startActiveSpan(name, settings, parent, async (span) => {
    try {
      return await run(span);
    } catch (error) {
      // Its name only: what an error says may hold what somebody wrote.
      fail(span, error instanceof Error ? error.name : 'error');
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks a span as failed; `type` is a word from a short list, never a text from outside (`error.type`). */
export function fail(span: Span, type: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', type);
}

/** The `traceparent` of what is under way, to be kept or passed on; undefined where nothing is traced. */
export function traceparentNow(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}

/** The headers that take the trace to another system; empty where nothing is traced. */
export function traceHeaders(): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

function continued(traceparent: string): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}
