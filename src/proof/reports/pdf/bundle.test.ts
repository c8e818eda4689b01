import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textOf } from '../../../../test/support/pdf_text.ts';
import { inPackage } from '../../../runtime/places.ts';

const WRITES = `
import { smallReport } from './src/evidence/report/story.ts';
import { reportPdf } from './src/proof/reports/pdf/report.ts';
const style = { locale: 'en', currency: 'EUR' };
const pdf = await reportPdf(smallReport(), { style, business: 'Acme', console: null });
process.stdout.write(pdf.toString('base64'));
`;

test('a built program writes PDFs without the files of any package beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'remit-bundle-'));
  try {
    // The build of the program itself, of another beginning: its module has no types.
    const where = inPackage('scripts', 'build.mjs');
    const { bundleProgram } = (await import(where)) as { bundleProgram: (change: object) => Promise<void> };
    const outfile = join(folder, 'program.mjs');
    await bundleProgram({
      stdin: { contents: WRITES, resolveDir: inPackage(), loader: 'ts' },
      entryPoints: [],
      outfile,
    });
    await writeFile(join(folder, 'package.json'), '{"type": "module"}');
    const ran = spawnSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    expect(textOf(Buffer.from(ran.stdout, 'base64'))).toContain('120 cases were decided in this week.');
  } finally {
    await rm(folder, { recursive: true });
  }
});
