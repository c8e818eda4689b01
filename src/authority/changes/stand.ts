import type { z } from 'zod';
import type { Actor, Entry } from '../../log/schema.ts';
import { digest } from '../../log/canonical.ts';
import { readYaml } from '../../workspace/yaml.ts';
import type { WORKFLOW_ENTRIES } from '../schema.ts';

type Body<K extends keyof typeof WORKFLOW_ENTRIES> = z.output<(typeof WORKFLOW_ENTRIES)[K]['body']>;

/** One text of a workflow's boundary that came into force. */
export interface PastText {
  text: string;
  version: string;
  from: 'files' | 'console';
  at: Date;
  by: Actor;
  because: string;
}

/** Where a workflow's boundary stands, as the log tells it. */
export interface Stand {
  /** Version of the stream that this was read from. */
  streamVersion: number;
  inForce: PastText;
  /** The text that files and log last had in common; null where they never had. */
  synced: string | null;
  /** The console has changed the boundary since. */
  consoleAhead: boolean;
  /** Everything that was ever in force, oldest first. */
  past: PastText[];
}

/** Where the boundary stands; null while nothing was published. */
export function standOf(entries: readonly Entry[]): Stand | null {
  const past = textsOf(entries);
  const inForce = past.at(-1);
  if (!inForce) return null;
  let synced: string | null = null;
  let consoleAhead = false;
  let current: string | null = null;
  for (const { kind, body } of entries) {
    if (kind === 'published') {
      const published = body as Body<'published'>;
      current = published.boundary_text;
      if (published.from !== 'console') [synced, consoleAhead] = [current, false];
    } else if (kind === 'boundary.changed') {
      current = (body as Body<'boundary.changed'>).text;
      consoleAhead = true;
    } else if (kind === 'boundary.pulled') [synced, consoleAhead] = [current, false];
  }
  return { streamVersion: entries.at(-1)!.version, inForce, synced, consoleAhead, past };
}

/** Every text that came into force, oldest first. A publication that brought no new text is none. */
export function textsOf(entries: readonly Entry[]): PastText[] {
  const texts: PastText[] = [];
  for (const { kind, body, at, actor: by } of entries) {
    if (kind === 'published') {
      const { boundary_text: text, boundary: version, from } = body as Body<'published'>;
      if (texts.at(-1)?.text === text) continue;
      texts.push({ text, version, from: from ?? 'files', at, by, because: 'Published from the files.' });
    } else if (kind === 'boundary.changed') {
      const { text, boundary: version, because } = body as Body<'boundary.changed'>;
      texts.push({ text, version, from: 'console', at, by, because });
    }
  }
  return texts;
}

/**
 * What stands between a file and what is in force. `newer`: the file was changed and nothing else was, so it comes
 * into force. `behind`: others changed the boundary and the file is as it was. `conflict`: both changed.
 */
export type FileState = 'in_step' | 'newer' | 'behind' | 'conflict';

/** `base` is the text with which this folder last agreed, where the process has seen it; otherwise the log tells. */
export function compareFile(file: string, stand: Stand | null, base?: string): FileState {
  if (!stand) return 'newer';
  if (sameRules(file, stand.inForce.text)) return 'in_step';
  if (base !== undefined) {
    if (sameRules(file, base)) return 'behind';
    return sameRules(stand.inForce.text, base) ? 'newer' : 'conflict';
  }
  // A text that was in force before is an older copy of the folder, and not a decision to go back.
  if (stand.past.some(({ text }) => sameRules(file, text))) return 'behind';
  return stand.consoleAhead ? 'conflict' : 'newer';
}

/** Whether two texts say the same: comments and layout do not count. */
export function sameRules(one: string, other: string): boolean {
  return one === other || meaningOf(one) === meaningOf(other);
}

const meanings = new Map<string, string>();
/** Meanings that are kept: every look at the files asks for the same few. */
const MEANINGS_MAX = 500;

function meaningOf(text: string): string {
  const known = meanings.get(text);
  if (known !== undefined) return known;
  const read = readYaml('boundary.yaml', text);
  const meaning = read.ok ? digest({ yaml: read.yaml.value }) : digest({ text: text.trimEnd() });
  if (meanings.size >= MEANINGS_MAX) meanings.clear();
  meanings.set(text, meaning);
  return meaning;
}
