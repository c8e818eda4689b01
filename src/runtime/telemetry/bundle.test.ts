import { expect, test } from 'vitest';
import { runBundled } from '../../../test/support/bundled.ts';
import { openCollector } from '../../../test/support/collector.ts';

const TRACES = `
import { openTelemetry } from './src/runtime/telemetry/index.ts';
import { inSpan } from './src/runtime/telemetry/spans.ts';
const telemetry = await openTelemetry(process.env, '1.2.3');
await inSpan('a small thing', {}, async () => undefined);
await telemetry.close();
console.log((await telemetry.scrape()).text.includes('remit_info'));
`;

test('a built program sends traces and counts as the one in the tests does', async () => {
  const collector = await openCollector();
  const { stdout, stderr } = await runBundled(TRACES, collector.env);
  await collector.stop();
  expect(stderr).toBe('');
  expect(stdout).toBe('true\n');
  expect(collector.spans().map(({ name }) => name)).toEqual(['a small thing']);
});
