import { isMap, isScalar, isSeq } from 'yaml';
import { documentOf, insertItem, replaceScalar, scalarText, seqAt, textOf, type Edited } from './items.ts';

/** Where the decision table of a workflow stands: a file, and the way to its rows in it. */
export interface TablePlace {
  file: string;
  /** To the rows, and to what holds a version of its own; null where there is none. */
  rows: (string | number)[];
  version: (string | number)[] | null;
}

/** A row as the file writes it. */
export interface NewRow {
  id: string;
  when: string;
  kind: string;
  play: string;
  confidence: number;
  because: string;
}

/** Finds the table of the rules agent: `rules`, `rules: other.yaml`, or rows within workflow.yaml. */
export function tablePlace(files: Readonly<Record<string, string>>): TablePlace | null {
  const workflow = documentOf(files['workflow.yaml'] ?? '');
  const agents: unknown = workflow?.get('agents');
  if (!workflow || !isSeq(agents)) return null;
  for (const [index, agent] of agents.items.entries()) {
    if (isScalar(agent) && agent.value === 'rules') return inFile(files, 'rules.yaml');
    if (!isMap(agent)) continue;
    // A version that stands with the agent would have to be changed as well, in another file.
    if (agent.has('version')) return null;
    if (agent.get('kind') === 'rules') {
      const file: unknown = agent.get('file');
      if (agent.has('rows')) return inWorkflow([...at(index), 'rows']);
      return inFile(files, typeof file === 'string' ? file : 'rules.yaml');
    }
    const rules: unknown = agent.get('rules', true);
    if (isScalar(rules)) return inFile(files, String(rules.value));
    if (isSeq(rules)) return inWorkflow([...at(index), 'rules']);
    if (isMap(rules)) return inWorkflow([...at(index), 'rules', 'rows'], [...at(index), 'rules', 'version']);
  }
  return null;
}

function at(index: number): (string | number)[] {
  return ['agents', index];
}

function inWorkflow(rows: TablePlace['rows'], version: TablePlace['version'] = null): TablePlace {
  return { file: 'workflow.yaml', rows, version };
}

function inFile(files: Readonly<Record<string, string>>, file: string): TablePlace | null {
  const document = documentOf(files[file] ?? '');
  if (!document) return null;
  return isSeq(document.contents)
    ? { file, rows: [], version: null }
    : { file, rows: ['rows'], version: ['version'] };
}

/** The rows that plan a play, in their order. */
export function rowsOf(
  files: Readonly<Record<string, string>>,
  place: TablePlace,
  play: string,
): { index: number; kind: string; when: string | undefined }[] {
  const document = documentOf(files[place.file] ?? '');
  const items = (document && seqAt(document, place.rows)?.items) ?? [];
  return items.flatMap((item, index) =>
    textOf(item, 'play') === play
      ? [{ index, kind: textOf(item, 'kind') ?? '', when: textOf(item, 'when') }]
      : [],
  );
}

/**
 * The table with a row before another one, under the next version: what was proved of the table before says nothing of
 * the new one.
 */
export function insertRow(text: string, place: TablePlace, before: number, row: NewRow): Edited {
  const document = documentOf(text);
  const list = document && seqAt(document, place.rows);
  if (!list) return { ok: false, says: 'The table has no rows that could be added to.' };
  const ids = new Set(list.items.map((item) => textOf(item, 'id')));
  const item = { ...row, id: freeId(row.id, ids) };
  return underNextVersion(insertItem(text, list, { before }, item), place);
}

/** 4 → 5, `2.1` → `2.2`, `spring` → `spring.2`. */
export function nextVersion(version: unknown): string | number {
  if (typeof version === 'number' && Number.isInteger(version)) return version + 1;
  const match = /^(.*?)(\d+)$/.exec(String(version));
  return match ? `${match[1]}${Number(match[2]) + 1}` : `${String(version)}.2`;
}

export function freeId(id: string, taken: ReadonlySet<string | undefined>): string {
  if (!taken.has(id)) return id;
  for (let number = 2; ; number++) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`;
}

/** The table with a row behind all others: it speaks where none of them does. */
export function appendRow(text: string, place: TablePlace, row: NewRow): Edited {
  const document = documentOf(text);
  const list = document && seqAt(document, place.rows);
  if (!list || list.items.length === 0) return { ok: false, says: 'The table has no rows yet.' };
  const ids = new Set(list.items.map((item) => textOf(item, 'id')));
  const last = list.items.length - 1;
  return underNextVersion(
    insertItem(text, list, { after: last }, { ...row, id: freeId(row.id, ids) }),
    place,
  );
}

function underNextVersion(inserted: Edited, place: TablePlace): Edited {
  if (!inserted.ok || !place.version) return inserted;
  const version: unknown = documentOf(inserted.text)?.getIn(place.version, true);
  if (!isScalar(version)) return inserted;
  return replaceScalar(inserted.text, version, scalarText(nextVersion(version.value)));
}
