import type { World } from '../../../flow/world.ts';
import { SignIn } from '../../../people/signin/index.ts';
import { Holders, type Caller, type TokenFault, type TokenRight } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { AuthSettings } from '../../../workspace/auth.ts';
import { challenge, Challenged } from './challenge.ts';

/** Tells who calls, by what stands in the header `authorization`. */
export interface Auth {
  /**
   * Who calls. Null where the header is absent: who may go on without is for each door to say. Throws `unauthorized`
   * where there is a header that opens nothing. `path` is that of the resource which an access token must be made for.
   */
  whoIs(authorization: string | undefined, path?: string): Promise<Caller | null>;
  /** The same where a program must be known. */
  needCaller(authorization: string | undefined, path?: string): Promise<Caller>;
  /** A notice of the channel `remit`. */
  notice(payload: string): void;
}

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;
const API = '/api';

const FAULTS: Record<TokenFault, string> = {
  no_token: 'This is no token of Remit.',
  unknown: 'There is no such token.',
  withdrawn: 'This token was withdrawn.',
  expired: 'This token has expired.',
};
const MAKE_ONE = 'Make a new one with remit token make, or in the console.';

/**
 * Reads tokens of Remit, and access tokens of the provider where remit.yaml names one. `used` is told of each token of
 * Remit that opened something.
 */
export function openAuth(
  { log, now, workspace }: Pick<World, 'log' | 'now' | 'workspace'>,
  used?: (token: string) => void,
): Auth {
  const holders = new Holders(log, now, used);
  const signIn = new SignIn(now);

  async function whoIs(authorization: string | undefined, path = API): Promise<Caller | null> {
    if (authorization === undefined) return null;
    const settings = workspace().auth;
    const fail = (says: string, suggestion: string) => unauthorized(settings, path, says, suggestion, true);
    const [, text] = BEARER.exec(authorization) ?? [];
    if (text === undefined)
      throw fail('The header authorization is not of the form "Bearer …".', 'Send a token of Remit.');
    if (settings && !text.startsWith('remit_')) {
      const holder = await signIn.holderOf(text, settings, `${settings.address}${path}`);
      if (typeof holder === 'string') throw fail(holder, `Sign in with ${settings.issuer} for this address.`);
      return holder;
    }
    const caller = await holders.holderOf(text);
    if (typeof caller === 'string') throw fail(FAULTS[caller], MAKE_ONE);
    return caller;
  }

  return {
    whoIs,
    async needCaller(authorization, path = API) {
      const caller = await whoIs(authorization, path);
      if (caller) return caller;
      const how = 'Send the header authorization: Bearer remit_… .';
      throw unauthorized(workspace().auth, path, 'A program must say who it is.', how, false);
    },
    notice: (payload) => holders.notice(payload),
  };
}

function unauthorized(
  settings: AuthSettings | null,
  path: string,
  says: string,
  suggestion: string,
  shown: boolean,
): AppError {
  const error = shown ? 'invalid_token' : undefined;
  return new Challenged('unauthorized', says, suggestion, challenge(settings, path, { error }));
}

/** Throws `forbidden` unless the caller has the right, for this workflow where one is named. */
export function needTokenRight(caller: Caller, right: TokenRight, workflow?: string): void {
  if (!caller.rights.includes(right)) {
    const says = `${caller.name} may not do this: it lacks the right ${right}.`;
    const suggestion = `It may ${caller.rights.join(', ') || 'nothing'}. Make a token that has the right.`;
    const asked = challenge(null, '', { error: 'insufficient_scope', scope: right });
    throw new Challenged('forbidden', says, suggestion, asked);
  }
  if (workflow === undefined || caller.workflows === null || caller.workflows.includes(workflow)) return;
  throw new AppError('forbidden', `${caller.name} is not for the workflow ${workflow.slice(0, 80)}.`, {
    suggestion: `It is for ${caller.workflows.join(', ')}.`,
    path: 'authorization',
  });
}
