import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Collects and sends traces until it is closed. */
export interface Exporting {
  close(): Promise<void>;
}

/**
 * Begins to send traces by OTLP over HTTP; address, headers and sampling are read from the environment by the library
 * itself. This file is loaded only where traces are sent. Its imports are not loaded one by one: of a CommonJS package
 * that is imported so, the built program sees no names.
 */
export function exportTraces(env: NodeJS.ProcessEnv, version: string): Exporting {
  const name = env['OTEL_SERVICE_NAME'] ?? 'remit';
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return { close: () => provider.shutdown() };
}
