import type { Log } from '../../../log/schema.ts';
import { Holders, type Caller, type TokenFault, type TokenRight } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';

/** Tells who calls, by what stands in the header `authorization`. */
export interface Auth {
  /**
   * Who calls. Null where the header is absent: who may go on without is for each door to say. Throws `unauthorized`
   * where there is a header that opens nothing.
   */
  whoIs(authorization: string | undefined): Promise<Caller | null>;
  /** The same where a program must be known. */
  needCaller(authorization: string | undefined): Promise<Caller>;
  /** A notice of the channel `remit`. */
  notice(payload: string): void;
}

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;

const FAULTS: Record<TokenFault, string> = {
  no_token: 'This is no token of Remit.',
  unknown: 'There is no such token.',
  withdrawn: 'This token was withdrawn.',
  expired: 'This token has expired.',
};
const MAKE_ONE = 'Make a new one with remit token make, or in the console.';

export function openAuth({ log, now }: { log: Pick<Log, 'read'>; now: () => Date }): Auth {
  const holders = new Holders(log, now);

  async function whoIs(authorization: string | undefined): Promise<Caller | null> {
    if (authorization === undefined) return null;
    const [, text] = BEARER.exec(authorization) ?? [];
    if (text === undefined)
      throw unauthorized('The header authorization is not of the form "Bearer …".', 'Send a token of Remit.');
    const caller = await holders.holderOf(text);
    if (typeof caller === 'string') throw unauthorized(FAULTS[caller], MAKE_ONE);
    return caller;
  }

  return {
    whoIs,
    async needCaller(authorization) {
      const caller = await whoIs(authorization);
      if (caller) return caller;
      throw unauthorized('A program must say who it is.', 'Send the header authorization: Bearer remit_… .');
    },
    notice: (payload) => holders.notice(payload),
  };
}

function unauthorized(says: string, suggestion: string): AppError {
  return new AppError('unauthorized', says, { path: 'authorization', suggestion });
}

/** Throws `forbidden` unless the caller has the right, for this workflow where one is named. */
export function needTokenRight(caller: Caller, right: TokenRight, workflow?: string): void {
  if (!caller.rights.includes(right)) {
    throw new AppError('forbidden', `${caller.name} may not do this: it lacks the right ${right}.`, {
      suggestion: `It may ${caller.rights.join(', ')}. Make a token that has the right.`,
      path: 'authorization',
    });
  }
  if (workflow === undefined || caller.workflows === null || caller.workflows.includes(workflow)) return;
  throw new AppError('forbidden', `${caller.name} is not for the workflow ${workflow.slice(0, 80)}.`, {
    suggestion: `It is for ${caller.workflows.join(', ')}.`,
    path: 'authorization',
  });
}
