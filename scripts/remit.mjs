// `npm run remit -- …`: the command line, installed and built first where that is needed.
import { pathToFileURL } from 'node:url';
import { buildIfChanged, PROGRAM } from './build.mjs';
import { install } from './install.mjs';

/** Runs in this very process, so that Ctrl-C and SIGTERM reach Remit and nothing stands between. */
export async function run(args) {
  install();
  buildIfChanged();
  process.argv.splice(1, process.argv.length, PROGRAM, ...args);
  await import(pathToFileURL(PROGRAM).href);
}

if (process.argv[1]?.endsWith('remit.mjs')) await run(process.argv.slice(2));
