import type { FilesTrigger } from '../../../workspace/triggers/files.ts';
import { setAside, take, type Hands, type Place } from '../hands.ts';
import type { TableRow } from './table.ts';

/** Takes in one row; one that cannot be read is kept with its line and why. */
export async function takeRow(
  hands: Hands,
  place: Place<FilesTrigger>,
  file: string,
  row: TableRow,
  at: Date,
): Promise<void> {
  const about = { file, line: row.line };
  if ('row' in row) {
    await take(hands, place, { id: row.id, type: 'row', at, payload: { ...about, row: row.row } });
    return;
  }
  const arrival = { id: row.id, type: 'row', at, payload: { ...about, raw: row.raw } };
  await setAside(hands, place, arrival, `${file}, line ${row.line} ${row.says}.`);
}

/** Keeps a whole table that cannot be read, once for each time that it was written. */
export async function setTableAside(
  hands: Hands,
  place: Place<FilesTrigger>,
  file: string,
  id: string,
  says: string,
): Promise<void> {
  const arrival = { id, type: 'file', at: hands.world.now(), payload: { file } };
  await setAside(hands, place, arrival, `${file} ${says}.`);
}
