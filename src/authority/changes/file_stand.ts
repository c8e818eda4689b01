import { digest } from '../../log/canonical.ts';
import type { Entry } from '../../log/schema.ts';
import { readYaml } from '../../workspace/yaml.ts';
import type { FileState } from './stand.ts';

/** Where a file beside the boundary stands, as the log tells it. */
export interface OtherStand {
  file: string;
  /** Digest of what is in force; `text` is null where the folder's own file is. */
  digest: string;
  text: string | null;
  /** The console has changed it, and the folder's file does not say the same yet. */
  ahead: boolean;
  /** Digests of everything that was in force, or was the base of a change. */
  past: ReadonlySet<string>;
}

/** SHA-256 of what a file says: of YAML its values, else its text with plain line ends. A comment changes nothing. */
export function digestOfFile(file: string, text: string): string {
  const read = /\.ya?ml$/.test(file) ? readYaml(file, text) : undefined;
  const said = read?.ok ? { yaml: read.yaml.value } : { text: text.replaceAll('\r\n', '\n').trimEnd() };
  return digest(said);
}

/** The files beside the boundary that the console ever changed, by their path within the workflow's folder. */
export function otherStands(entries: readonly Entry[]): Map<string, OtherStand> {
  const stands = new Map<string, OtherStand & { past: Set<string> }>();
  for (const { kind, body } of entries) {
    if (kind === 'file.changed') {
      const { file, base, digest: now, text } = body as Record<'file' | 'base' | 'digest' | 'text', string>;
      const past = stands.get(file)?.past ?? new Set();
      stands.set(file, { file, digest: now, text, ahead: true, past: past.add(base).add(now) });
    } else if (kind === 'file.pulled') {
      const stand = stands.get(String(body['file']));
      if (stand && stand.digest === body['digest']) stand.ahead = false;
    } else if (kind === 'published') follow(stands, body['files'] as Record<string, string> | undefined);
  }
  return stands;
}

/** Where the files were published with another text, they lead again. */
function follow(
  stands: Map<string, OtherStand & { past: Set<string> }>,
  files: Record<string, string> = {},
): void {
  for (const [file, now] of Object.entries(files)) {
    const stand = stands.get(file);
    if (!stand || stand.digest === now) continue;
    stands.set(file, { file, digest: now, text: null, ahead: false, past: stand.past.add(now) });
  }
}

/** How a folder's file stands to what is in force; `base` is what it said when the two last agreed, where known. */
export function compareOther(text: string, stand: OtherStand, base?: string): FileState {
  const own = digestOfFile(stand.file, text);
  if (own === stand.digest) return 'in_step';
  if (stand.text === null) return 'newer';
  if (base !== undefined) {
    if (own === base) return 'behind';
    return stand.digest === base ? 'newer' : 'conflict';
  }
  if (stand.past.has(own)) return 'behind';
  return stand.ahead ? 'conflict' : 'newer';
}
