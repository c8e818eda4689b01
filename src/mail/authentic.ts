import type { Letter } from './schema.ts';

/** Whether the receiving server could make sure where a mail came from. `none`: nothing was said. */
export type Verdict = 'pass' | 'fail' | 'none';
export interface Authentic {
  spf: Verdict;
  dkim: Verdict;
  dmarc: Verdict;
}

/**
 * What `Authentication-Results` (RFC 8601) of our own mail server says. Whoever sends a mail can write such a header as
 * well, so only those count that begin with the name of our server; without a name nothing does.
 */
export function authenticOf(letter: Letter, server: string | null): Authentic {
  const results =
    server === null
      ? undefined
      : letter.headers.get('authentication-results')?.find((text) => isBy(text, server));
  return { spf: verdict(results, 'spf'), dkim: verdict(results, 'dkim'), dmarc: verdict(results, 'dmarc') };
}

function isBy(text: string, server: string): boolean {
  return text.trim().split(/[\s;]/, 1)[0]?.toLowerCase() === server.toLowerCase();
}

function verdict(results: string | undefined, method: string): Verdict {
  const found = new RegExp(`(?:^|[;\\s])${method}\\s*=\\s*(\\w+)`, 'i')
    .exec(results ?? '')?.[1]
    ?.toLowerCase();
  if (found === undefined || found === 'none') return 'none';
  return found === 'pass' ? 'pass' : 'fail';
}
