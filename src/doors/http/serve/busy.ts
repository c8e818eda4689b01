import { AppError } from '../../../runtime/errors.ts';
import { DeskAnswer } from '../contract.ts';

const PROBE_TIMEOUT_MS = 1_000;

/** Says in a sentence why the port could not be had, and whether it is Remit itself that holds it. */
export async function busyPort(failure: NodeJS.ErrnoException, host: string, port: number): Promise<Error> {
  if (failure.code === 'EACCES') {
    return new AppError('unavailable', `This user may not listen on port ${port}.`, {
      suggestion: 'Set REMIT_PORT to a number above 1023.',
      path: 'REMIT_PORT',
    });
  }
  if (failure.code === 'EADDRNOTAVAIL') {
    return new AppError('unavailable', `This machine has no address ${host}.`, { path: 'REMIT_HOST' });
  }
  if (failure.code !== 'EADDRINUSE') return failure;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const workspace = await askWho(address);
  if (workspace !== null) {
    return new AppError('conflict', `Remit is running already, for ${workspace}: ${address}`, {
      suggestion: 'Open that address, or set REMIT_PORT to another number for a second one.',
      path: 'REMIT_PORT',
    });
  }
  return new AppError('conflict', `Port ${port} is taken by another program.`, {
    suggestion: 'Stop that program, or set REMIT_PORT to another number.',
    path: 'REMIT_PORT',
  });
}

/** The name of the workspace that a Remit at this address serves, or null when it is something else. */
async function askWho(address: string): Promise<string | null> {
  try {
    const answer = await fetch(`${address}/api/desk`, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      redirect: 'error',
    });
    const desk = DeskAnswer.safeParse(await answer.json());
    return desk.success ? desk.data.workspace : null;
  } catch {
    return null;
  }
}
