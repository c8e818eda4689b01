import { posix } from 'node:path';
import type { TreeFile } from './tree.ts';

const MADE_BY_TOOLS = /^(dist|node_modules|\.remit|\.git)\//;

/** Paths and links in documents that lead nowhere. `paths` are all paths of the repository, folders with a slash. */
export function deadPaths(documents: TreeFile[], paths: string[]): string[] {
  const known = new Set(paths.flatMap((path) => [path, path.replace(/\/$/, '')]));
  const texts = new Map(documents.map(({ path, text }) => [path, text]));
  return documents.flatMap(({ path, text }) => {
    const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
    const named = pathsInBackticks(prose, paths).filter((name) => !known.has(name));
    const links = linksIn(prose).filter((link) => !leadsSomewhere(link, path, known, texts));
    return [...named, ...links].map((dead) => `${path} names ${dead}, which does not exist.`);
  });
}

/** What stands in backticks and looks like a path of this repository: its first part is one of the root's. */
function pathsInBackticks(text: string, paths: string[]): string[] {
  const roots = new Set(paths.map((path) => path.split('/')[0]));
  return [...text.matchAll(/`([\w.@-]+(?:\/[\w.@-]+)*\/?)`/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !MADE_BY_TOOLS.test(name))
    .filter(
      (name) => (name.includes('/') && roots.has(name.split('/')[0] ?? '')) || /^[A-Z]{4,}\.md$/.test(name),
    );
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^\w+:/.test(link));
}

function leadsSomewhere(link: string, from: string, known: Set<string>, texts: Map<string, string>): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? from : posix.join(posix.dirname(from), file);
  if (!known.has(target)) return false;
  const text = texts.get(target);
  return anchor === undefined || text === undefined || headings(text).includes(anchor);
}

/** The anchors that GitHub gives to the headings of a document. */
function headings(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
