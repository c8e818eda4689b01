import type { FilesTrigger } from '../../../workspace/triggers/files.ts';
import { Held } from '../held.ts';
import type { Hands, Place } from '../hands.ts';
import { Looking } from '../looking.ts';
import { lookIntoFolder, type Seen } from './folder.ts';
import { lookAtSheet, nothingKnown } from './sheet.ts';

/** Another process has the folder or the table: it is tried again after so long. */
const BUSY_MS = 20_000;
/** What is still being written is looked at again this long after it could have settled. */
const AGAIN_MS = 20;

/** Takes in the rows of files in a folder, or of a table at an address, as they come. */
export function filesListener(hands: Hands, place: Place<FilesTrigger>): Looking {
  const seen: Seen = new Map();
  let known = nothingKnown();
  return new Looking(hands, place, async (signal) => {
    const held = await Held.take(hands, place, place.trigger.everyMs);
    if (!held) return BUSY_MS;
    const { folder, everyMs, settleMs } = place.trigger;
    if (folder === null) {
      known = await lookAtSheet(hands, place, held, known, signal);
      return everyMs;
    }
    const isUnsettled = await lookIntoFolder(hands, place, held, seen, signal);
    return isUnsettled ? Math.min(everyMs, settleMs + AGAIN_MS) : everyMs;
  });
}
