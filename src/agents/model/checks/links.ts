import type { Known } from './known.ts';

const URL_LIKE = /\b(?:https?|hxxps?|ftp):\/\/[^\s<>"'“”)\]]+|\bwww\.[^\s<>"'“”)\]]+/gi;
/** A host without a scheme, where it cannot be the end of one sentence and the beginning of the next. */
const BARE =
  /(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|io|app|dev|info|biz|shop|store|site|online|link|click|top|xyz|live|me|co|eu|de|at|ch|fr|nl|be|es|it|pl|se|dk|uk|us|ca|au|ru|cn|in|br|example)(?:\/[^\s<>"'“”)\]]*)?(?![\w@-])/gi;
/** Whatever has the form of a host, or is the address of a machine, and goes on with a path. */
const WITH_PATH =
  /(?<![\w@./-])(?:(?:[a-z0-9-]+\.)+[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?\/[^\s<>"'“”)\]]+/gi;
const SCRIPT = /\b(?:javascript|vbscript|data|file):[^\s]/i;

/** Links of a text that lead off the list, as sentences. What a fact of the case says word by word may be linked to. */
export function wrongLinks(text: string, hosts: readonly string[], known: Known): string[] {
  const rest = text.replaceAll(URL_LIKE, ' ');
  const found = new Set(
    [
      ...text.matchAll(URL_LIKE),
      ...rest.matchAll(WITH_PATH),
      ...rest.replaceAll(WITH_PATH, ' ').matchAll(BARE),
    ].map(([link]) => trimmed(link)),
  );
  const off = [...found].filter((link) => !known.ours.has(link.toLowerCase()) && !isListed(link, hosts));
  const script = SCRIPT.test(text) ? ['it holds a link that runs a program.'] : [];
  return [
    ...script,
    ...off.map((link) => `the link ${link.slice(0, 120)} is not on the list of this agent.`),
  ];
}

/** The full stop of its sentence is no part of a link. */
const trimmed = (link: string): string => link.replace(/[.,;:!?…]+$/, '');

function isListed(link: string, hosts: readonly string[]): boolean {
  const host = hostOf(link);
  return (
    host !== undefined &&
    hosts.some((one) => host === one.toLowerCase() || host.endsWith(`.${one.toLowerCase()}`))
  );
}

/** The host that a browser would go to: `https://shop.example@evil.example/` leads to evil.example. */
function hostOf(link: string): string | undefined {
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(link) ? link : `https://${link}`);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.hostname.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
