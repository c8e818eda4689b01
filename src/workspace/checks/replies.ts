import { suggestName } from '../nearest.ts';
import { holdsOutside, shapeAt } from '../paths.ts';
import type { Fault, Shape } from '../shape.ts';
import { allHoles, brokenHoles, holesOf } from '../template.ts';
import type { Template } from '../schema.ts';
import type { Scope } from './templates.ts';

/** A message template with the file that it stands in. */
export interface ReplyFile {
  file: string;
  text: string;
}
export type ReplyFiles = Record<string, ReplyFile>;

/** Replies as something that templates can name. A reply that quotes what a stranger wrote is outside text itself. */
export function replyShape(replies: ReplyFiles, scope: Scope): Shape {
  const fields: Record<string, Shape> = {};
  for (const [name, { text }] of Object.entries(replies)) {
    const outside = holesOf(text).some((hole) => {
      const found = shapeAt(scope, hole.path);
      return found.ok && (found.outside || holdsOutside(found.shape));
    });
    fields[name] = outside ? { type: 'text', outside } : { type: 'text' };
  }
  return { type: 'object', fields };
}

/** Names of the replies that templates use. */
export function repliesIn(template: Template): string[] {
  return allHoles(template)
    .filter((hole) => hole.path.startsWith('reply.'))
    .map((hole) => hole.path.slice('reply.'.length));
}

/**
 * Checks the holes of replies. `args` differ from play to play, so a reply is checked once for each play that uses
 * it; one that no play uses may name everything but inputs.
 */
export function checkReply(reply: ReplyFile, scope: Scope, play: string | undefined, faults: Fault[]): void {
  for (const broken of brokenHoles(reply.text)) {
    const place = placeOf(reply.text, reply.text.indexOf(broken));
    say(faults, {
      file: reply.file,
      ...place,
      says: `has a hole that cannot be read: ${broken.slice(0, 40)}`,
      suggestion: 'write {{fact.field}}',
    });
  }
  for (const hole of holesOf(reply.text)) {
    const found = shapeAt(scope, hole.path);
    if (found.ok || (play === undefined && hole.path.startsWith('args.'))) continue;
    const isInput = found.before === 'args' && play !== undefined;
    const where = isInput
      ? `the play ${play} has no input`
      : `${found.before === '' ? 'there is' : `${found.before} has`} no`;
    const suggestion = suggestName(found.part, found.names);
    say(faults, {
      file: reply.file,
      ...placeOf(reply.text, hole.start),
      path: hole.path,
      says: `names {{${hole.path}}}, but ${where} "${found.part}"`,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
}

/** Several plays may use one reply; the same fault is told once. */
function say(faults: Fault[], fault: Fault): void {
  const isTold = faults.some(
    (one) => one.file === fault.file && one.line === fault.line && one.says === fault.says,
  );
  if (!isTold) faults.push(fault);
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(offset, 0)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
