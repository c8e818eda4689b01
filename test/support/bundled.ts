import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPackage } from '../../src/runtime/places.ts';

/**
 * Bundles a few lines as the program itself is bundled, in parts, and runs them where no package is beside them: what a
 * library exports to a bundle is not always what it exports to a test.
 */
export async function runBundled(contents: string, env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'remit-bundle-'));
  try {
    // The build of the program itself, of another beginning: its module has no types.
    const where = inPackage('scripts', 'build.mjs');
    const { bundleProgram } = (await import(where)) as { bundleProgram: (change: object) => Promise<void> };
    const stdin = { contents, resolveDir: inPackage(), loader: 'ts' };
    await bundleProgram({ stdin, entryPoints: [], outdir: folder, entryNames: 'program', splitting: true });
    await writeFile(join(folder, 'package.json'), '{"type": "module"}');
    return await run(join(folder, 'program.js'), folder, env);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(file: string, cwd: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [file], { cwd, env: { ...process.env, ...env } });
  const out: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (out.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (out.stderr += chunk.toString()));
  return new Promise<typeof out>((done) => child.once('close', () => done(out)));
}
