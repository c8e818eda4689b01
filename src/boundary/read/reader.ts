import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Scalar,
} from 'yaml';
import type { Fault } from '../../workspace/shape.ts';
import { suggestName } from '../../workspace/nearest.ts';

/** One entry of a mapping, with the nodes that say where it stands. */
export interface Entry {
  key: Scalar;
  value: Node | null;
}
export type Entries = Map<string, Entry>;

/** Reads a YAML text node by node, and collects every fault with its line and column. */
export class Reader {
  readonly faults: Fault[] = [];
  readonly document: Document;
  private readonly lines = new LineCounter();
  private readonly file: string;
  readonly text: string;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    const [error] = this.document.errors;
    // One slip in YAML makes a dozen errors after it; only the first one is worth reading.
    if (error) this.faultAt(error.pos[0], '', plainYamlError(error.message), yamlHint(text, error.pos[0]));
  }

  fault(node: Node | null | undefined, path: string, says: string, suggestion?: string): void {
    this.faultAt(node?.range?.[0] ?? 0, path, says, suggestion);
  }

  faultAt(offset: number, path: string, says: string, suggestion?: string): void {
    this.faults.push(this.faultHere(offset, path, says, suggestion));
  }

  faultHere(offset: number, path: string, says: string, suggestion?: string): Fault {
    const { line, col } = this.lines.linePos(offset);
    return {
      file: this.file,
      line,
      column: col,
      ...(path && { path }),
      says,
      ...(suggestion !== undefined && { suggestion }),
    };
  }

  line(node: Node | null | undefined): number {
    return this.lines.linePos(node?.range?.[0] ?? 0).line;
  }

  /** The entries of a mapping; keys other than `allowed` are faults. Undefined when it is no mapping. */
  entries(node: Node | null | undefined, path: string, allowed?: readonly string[]): Entries | undefined {
    if (!isMap(node)) {
      this.fault(
        node,
        path,
        `expected ${allowed ? `a group with ${allowed.join(', ')}` : 'a group of names'}`,
      );
      return undefined;
    }
    const entries: Entries = new Map();
    for (const pair of node.items) {
      const key = pair.key as Node;
      if (!isScalar(key) || typeof key.value !== 'string') {
        this.fault(key, path, 'expected a name here');
        continue;
      }
      const name = key.value;
      if (allowed && !allowed.includes(name)) {
        this.fault(key, path, `there is no key ${name} here`, suggestName(name, allowed));
      } else entries.set(name, { key, value: pair.value as Node | null });
    }
    return entries;
  }

  /** The items of a list. Undefined, with a fault, when it is none. */
  items(node: Node | null | undefined, path: string): Node[] | undefined {
    if (isSeq(node)) return node.items as Node[];
    this.fault(node, path, 'expected a list');
    return undefined;
  }

  /** A text that is not empty. Undefined, with a fault, when it is none. */
  words(
    node: Node | null | undefined,
    path: string,
    expected: string,
    suggestion?: string,
  ): string | undefined {
    const value = this.scalar(node);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.fault(node, path, `expected ${expected}`, suggestion);
    return undefined;
  }

  /** The value of a scalar as YAML reads it; undefined for anything else. */
  scalar(node: Node | null | undefined): unknown {
    if (isAlias(node)) {
      this.fault(node, '', 'anchors and aliases are not used in a boundary', 'write the value out');
      return undefined;
    }
    return isScalar(node) ? node.value : undefined;
  }
}

function plainYamlError(message: string): string {
  if (message.startsWith('Map keys must be unique')) return 'this key is given twice';
  return `this is not YAML: ${message.replace(/ at line \d+, column \d+:?[\s\S]*$/, '')}`;
}

/** A condition with brackets, commas or quotes inside `{…}` must be quoted: the most frequent slip. */
function yamlHint(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? undefined : end);
  return /\bwhen:\s*[^'"\s]/.test(line) ? "put the condition in quotes: when: '…'" : undefined;
}
