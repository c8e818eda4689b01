import { isIPv4 } from 'node:net';

/** Why a request is turned away before anything of it is read. */
export interface TurnedAway {
  says: string;
  suggestion: string;
  path: string;
}

/** The parts of a request that tell where it comes from. */
export interface Origins {
  method: string;
  path: string;
  host: string | undefined;
  origin: string | undefined;
  /** `Sec-Fetch-Site`, which browsers send and pages cannot forge. */
  site: string | undefined;
  /** `Sec-Fetch-Mode` */
  mode: string | undefined;
  /** A proxy passed it on, so that it may come from anywhere. */
  forwarded: boolean;
}

/** Headers that proxies add. Any of them says that whoever asks is not on this machine. */
export const FORWARDED_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether a request comes from elsewhere by way of the public address in remit.yaml. It must then show who it is, and
 * programs alone have a way in: the console's pages are for this machine.
 */
export function isFromElsewhere({ host, forwarded }: Origins, address: string | undefined): boolean {
  if (address === undefined || host === undefined) return false;
  const { host: own, hostname } = new URL(address);
  // An address of this machine, for a try: whoever comes by it is here.
  return forwarded || (host.toLowerCase() === own && !isLoopbackName(hostname));
}

/** Turns away from the public address what is not for programs. */
export function turnAwayPages({ path, origin }: Origins): TurnedAway | null {
  if (origin !== undefined) {
    return {
      says: `A page of ${origin} may not use Remit.`,
      suggestion: 'Call from a program that is not a page.',
      path: 'origin',
    };
  }
  if (isMachineryPath(path)) return null;
  return {
    says: 'The pages of the console open on their own machine only.',
    suggestion: 'Reach them through an SSH tunnel. Programs use /api, /events and /mcp with a token.',
    path: 'host',
  };
}

/**
 * Lets through what comes from this machine and from Remit's own pages.
 *
 * Nobody signs in on this machine, so a page of somebody else that is open in the same browser is the enemy: it can
 * point its own name at 127.0.0.1 (DNS rebinding: the Host gives it away), or post across origins (Origin and
 * Sec-Fetch-Site give it away). Programs without a browser send neither and may come in.
 */
export function turnAway(request: Origins): TurnedAway | null {
  if (request.forwarded) {
    return {
      says: 'This came through a proxy, and Remit answers on its own machine only.',
      suggestion: 'Name the public address under auth in remit.yaml, so that programs can sign in.',
      path: 'forwarded',
    };
  }
  const host = hostnameOf(request.host);
  if (host === null || !isLoopbackName(host)) {
    return {
      says: `Remit answers on this machine's own addresses only, not as ${request.host ?? 'nobody'}.`,
      suggestion: 'Open it as http://localhost or http://127.0.0.1 with its port.',
      path: 'host',
    };
  }
  if (request.origin !== undefined && !isSameOrigin(request.origin, request.host ?? '')) {
    return {
      says: `A page of ${request.origin} may not use Remit.`,
      suggestion: 'Work in the console itself, or call from a program that is not a page.',
      path: 'origin',
    };
  }
  const foreign = request.site !== undefined && request.site !== 'same-origin' && request.site !== 'none';
  if (foreign && !isVisit(request)) {
    return {
      says: 'Another site may link to Remit, but not call it.',
      suggestion: 'Work in the console itself, or call from a program that is not a page.',
      path: 'sec-fetch-site',
    };
  }
  return null;
}

/** A person who follows a link from elsewhere to a page of the console. */
function isVisit({ method, path, mode }: Origins): boolean {
  return method === 'GET' && mode === 'navigate' && !isMachineryPath(path);
}

/** Paths that programs talk to; the console's own pages are all the others. */
export function isMachineryPath(path: string): boolean {
  return /^\/(api|events|mcp|healthz|readyz|metrics|\.well-known)(\/|$)/.test(path);
}

function isSameOrigin(origin: string, host: string): boolean {
  try {
    const { host: from, protocol } = new URL(origin);
    return protocol === 'http:' && from === new URL(`http://${host}`).host;
  } catch {
    return false;
  }
}

function hostnameOf(host: string | undefined): string | null {
  if (host === undefined || host === '' || /[\s/@?#\\]/.test(host)) return null;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return null;
  }
}

/** `localhost`, 127.0.0.0/8 and ::1, which only this machine reaches. */
export function isLoopbackName(name: string): boolean {
  const host = name.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
