import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { Fault } from './shape.ts';

export type Path = readonly (string | number)[];

/** The most aliases that one file may follow: stops a small file from unfolding into a huge one. */
const YAML_ALIASES_MAX = 100;

/** A YAML file with its plain value, and the place of every part of it. */
export interface YamlFile {
  file: string;
  value: unknown;
  /** Line and column (from 1) of the part at `path`, or of the nearest part around it that exists. */
  at(path: Path): { line: number; column: number };
  /** Lets the part at `path` be found under another key from now on. Its text and value stay as they are. */
  rename(path: Path, key: string): void;
}

export type ReadYaml = { ok: true; yaml: YamlFile } | { ok: false; faults: Fault[] };

/** Parses one YAML 1.2 file. Doubled keys and broken syntax are faults with their line. */
export function readYaml(file: string, text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      file,
      ...place(error.pos[0]),
      says: `this is not YAML: ${error.message}`,
    }));
    return { ok: false, faults };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: YAML_ALIASES_MAX });
    return {
      ok: true,
      yaml: {
        file,
        value,
        at: (path) => place(offsetOf(document, path)),
        rename: (path, key) => rename(document, path, key),
      },
    };
  } catch (error) {
    return {
      ok: false,
      faults: [{ file, line: 1, column: 1, says: error instanceof Error ? error.message : String(error) }],
    };
  }
}

function rename(document: Document, path: Path, key: string): void {
  const map: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(map)) return;
  for (const { key: own } of map.items)
    if (isScalar(own) && String(own.value) === String(path.at(-1))) own.value = key;
}

/** Walks down as far as the path exists. A fault points at a scalar itself, and at the key of anything bigger. */
function offsetOf(document: Document, path: Path): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => String(isScalar(item.key) ? item.key.value : item.key) === String(part),
      );
      if (!pair) return offset;
      const key = pair.key as Node | null;
      node = pair.value as Node | null;
      const isPlain = isScalar(node) && node.value !== null;
      offset = (isPlain ? node?.range?.[0] : key?.range?.[0]) ?? offset;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)] as Node | undefined;
      if (!item) return offset;
      node = item;
      offset = item.range?.[0] ?? offset;
    } else return offset;
  }
  return offset;
}
