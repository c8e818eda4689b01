import type { SpanProcessor } from '@opentelemetry/sdk-trace-node';

/** Collects and sends traces until it is closed. */
export interface Exporting {
  close(): Promise<void>;
}

/**
 * Whether traces are to be sent somewhere, by the environment that every OpenTelemetry program reads:
 * `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, and `OTEL_SDK_DISABLED`.
 */
export function wantsTraces(env: NodeJS.ProcessEnv): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  if (env['OTEL_TRACES_EXPORTER'] === 'none') return false;
  return Boolean(env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT']);
}

/**
 * Begins to send traces by OTLP over HTTP; address, headers and sampling are read from the environment by the library
 * itself. The libraries are loaded only here: a start that sends no traces does not pay for them.
 */
export async function exportTraces(env: NodeJS.ProcessEnv, version: string): Promise<Exporting> {
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const name = env['OTEL_SERVICE_NAME'] ?? 'remit';
  const processor: SpanProcessor = new BatchSpanProcessor(new OTLPTraceExporter());
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.version': version }),
    spanProcessors: [processor],
  });
  provider.register();
  return { close: () => provider.shutdown() };
}
