import { PassThrough } from 'node:stream';
import { run, type OpenWorld, type Wire } from '../../src/doors/cli/index.ts';

const never = () => {
  throw new Error('this command needs the log and the workspace only');
};

/** Runs one command line over a world that is open already, and returns what it printed and its exit code. */
export async function command(
  open: Pick<OpenWorld, 'world' | 'pool'> & Partial<OpenWorld>,
  argv: string[],
): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const wire: Wire = {
    version: '0.0.0',
    env: {},
    stdout,
    stderr,
    workspaceFolder: never,
    settingRows: never,
    openWorld: async () => ({ rebuild: never, close: async () => undefined, ...open }),
    startAll: never,
    startWorker: never,
  };
  const code = await run(argv, wire);
  const text = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}
