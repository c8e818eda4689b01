/** A line of a changed file. */
export interface Line {
  change: 'same' | 'added' | 'removed';
  text: string;
}

/** Unchanged lines that are shown around what changes. */
const AROUND = 2;

/**
 * What a change of a file comes to, line by line, with a little of what stays around it. The change is one stretch, or
 * a few that stand apart: common lines at both ends and between are found by looking ahead.
 */
export function linesOf(before: string, after: string): Line[] {
  const [one, other] = [before.split('\n'), after.split('\n')];
  const lines: Line[] = [];
  let [at, to] = [0, 0];
  while (at < one.length || to < other.length) {
    if (at < one.length && to < other.length && one[at] === other[to]) {
      lines.push({ change: 'same', text: one[at]! });
      at++;
      to++;
      continue;
    }
    const added = other.indexOf(one[at] ?? '\0', to);
    const removed = one.indexOf(other[to] ?? '\0', at);
    const isAdded = at >= one.length || (added !== -1 && (removed === -1 || added - to <= removed - at));
    if (isAdded && to < other.length) lines.push({ change: 'added', text: other[to++]! });
    else if (at < one.length) {
      lines.push({ change: 'removed', text: one[at++]! });
    }
  }
  return near(lines);
}

function near(lines: readonly Line[]): Line[] {
  const changed = lines.flatMap(({ change }, index) => (change === 'same' ? [] : [index]));
  return lines.filter((_, index) => changed.some((at) => Math.abs(at - index) <= AROUND));
}
