import { startWorker } from '../../src/start.ts';
import { createShutdown } from '../../src/runtime/shutdown.ts';
import { readSettings } from '../../src/runtime/settings.ts';

/** A worker process over a folder, as the command line starts it: it hears of boundaries that are changed elsewhere. */
const say = (line: string) => process.stderr.write(`${line}\n`);
const { settings } = readSettings(process.env);
const shutdown = createShutdown(say);
await startWorker({ settings, env: process.env, version: 'test', shutdown, say });
process.stdout.write('ready\n');
