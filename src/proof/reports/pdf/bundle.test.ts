import { expect, test } from 'vitest';
import { runBundled } from '../../../../test/support/bundled.ts';
import { textOf } from '../../../../test/support/pdf_text.ts';

const WRITES = `
import { smallReport } from './src/evidence/report/story.ts';
import { reportPdf } from './src/proof/reports/pdf/report.ts';
const style = { locale: 'en', currency: 'EUR' };
const pdf = await reportPdf(smallReport(), { style, business: 'Acme', console: null });
process.stdout.write(pdf.toString('base64'));
`;

test('a built program writes PDFs without the files of any package beside it', async () => {
  const { stdout, stderr } = await runBundled(WRITES);
  expect(stderr).toBe('');
  expect(textOf(Buffer.from(stdout, 'base64'))).toContain('120 cases were decided in this week.');
});
