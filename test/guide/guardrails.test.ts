import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inPackage } from '../../src/runtime/places.ts';
import { acme, FILES } from '../support/acme.ts';

/** The YAML that a page shows, in order. */
async function shown(page: string): Promise<string[]> {
  const text = await readFile(inPackage('docs', page), 'utf8');
  return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
}

test('the checks and limits of the guide load as they stand there', async () => {
  const [checks = '', limits = '', rule = ''] = await shown('guardrails.md');
  const file = 'workflows/refunds/workflow.yaml';
  const { refunds } = acme('http://127.0.0.1:1', { [file]: `${FILES[file]}${checks}${limits}` }).workflows;
  expect(refunds?.checks.map(({ id, effect }) => [id, effect])).toEqual([
    ['same-order', 'human'],
    ['not-more-than-paid', 'deny'],
  ]);
  expect(refunds?.limits).toEqual({
    turns: 12,
    tokens: 60_000,
    timeMs: 30_000,
    cost: { minor: 20, currency: 'EUR' },
    costPerDay: { minor: 2_000, currency: 'EUR' },
  });
  expect(rule).toContain('untrusted(args.recipient)');
});
