import { remakeRows } from '../flow/case/remake.ts';
import { reportNotices } from '../evidence/report/mails.ts';
import { rollbackRows } from '../flow/rollback/rows.ts';
import { outgoingNotices } from '../outgoing/entries.ts';
import { systemNotices } from '../runtime/health/entries.ts';
import type { Entry, Rows } from '../log/schema.ts';
import type { Workspace } from '../workspace/schema.ts';
import { boundaryRows } from './changes/in_force.ts';
import { changeRows } from './changes/proposals.ts';
import { namesIn } from '../people/names.ts';
import { rowsOfSwitches } from './brake/rows.ts';
import { stageRows } from './stage/rows.ts';
import { standingRows } from './standing/rows.ts';

/** Makes the rows of one kind of stream again; `name` is what stands behind the kind. */
type Remake = (workspace: Workspace, name: string, entries: Entry[]) => Rows;

/** By the kind of stream, which its name begins with. Several may have something to say of one stream. */
const REMAKES: Record<string, Remake[]> = {
  desk: [(workspace, _, entries) => rowsOfSwitches(workspace, entries)],
  report: [(workspace, name, entries) => ({ notices: reportNotices(name, namesIn(workspace), entries) })],
  rollback: [(_, name, entries) => rollbackRows(name, entries)],
  outgoing: [(_, name, entries) => ({ notices: outgoingNotices(name, entries) })],
  system: [(_, name, entries) => ({ notices: systemNotices(name, entries) })],
  workflow: [stageRows, changeRows, standingRows, (_, name, entries) => boundaryRows(name, entries)],
};

/** The rows of any stream made again from its entries, as `remit rebuild` needs them; undefined where it has none. */
export function remake(workspace: Workspace, stream: string, entries: Entry[]): Rows | undefined {
  const ofCase = remakeRows(workspace, stream, entries);
  if (ofCase) return ofCase;
  const slash = stream.indexOf('/');
  const remakes = REMAKES[stream.slice(0, slash)];
  const name = stream.slice(slash + 1);
  return remakes?.reduce<Rows>((rows, make) => together(rows, make(workspace, name, entries)), {});
}

/** Rows of two makers of the same stream, which write to different tables or different rows of them. */
function together(one: Rows, other: Rows): Rows {
  const { notices = [], ...rest } = other;
  const told = [...(one.notices ?? []), ...notices];
  return { ...one, ...rest, ...(told.length > 0 ? { notices: told } : {}) };
}
