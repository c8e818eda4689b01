/** One line of a difference between two texts. */
export interface DiffLine {
  change: 'same' | 'added' | 'removed';
  text: string;
  /** Its number in the newer text, or in the older one where it was removed; from 1. */
  line: number;
}

/** Beyond this many differing lines the middle is shown as removed and added as a whole. */
const CELLS_MAX = 4_000_000;

/** What has to be taken out of one text and put in to make the other, line by line (longest common subsequence). */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const same = (from: number, to: number): DiffLine[] =>
    now.slice(from, to).map((text, at) => ({ change: 'same', text, line: from + at + 1 }));
  const middle = between(old.slice(head, old.length - tail), now.slice(head, now.length - tail), head);
  return [...same(0, head), ...middle, ...same(now.length - tail, now.length)];
}

/** Only what changed, with so many lines around it; `null` stands for lines that are left out. */
export function hunksOf(lines: DiffLine[], around: number): (DiffLine | null)[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ change }) => change !== 'same'),
  );
  return lines.flatMap((line, at): (DiffLine | null)[] => {
    if (near[at]) return [line];
    return at === 0 || near[at - 1] ? [null] : [];
  });
}

function between(old: string[], now: string[], head: number): DiffLine[] {
  const removed = (at: number): DiffLine => ({ change: 'removed', text: old[at] ?? '', line: head + at + 1 });
  const added = (at: number): DiffLine => ({ change: 'added', text: now[at] ?? '', line: head + at + 1 });
  if (old.length * now.length > CELLS_MAX)
    return [...old.map((_, at) => removed(at)), ...now.map((_, at) => added(at))];
  const common = commonLengths(old, now);
  const cell = (i: number, j: number) => common[i * (now.length + 1) + j] ?? 0;
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ change: 'same', text: now[j] ?? '', line: head + j + 1 });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || cell(i + 1, j) >= cell(i, j + 1))) {
      lines.push(removed(i));
      i += 1;
    } else {
      lines.push(added(j));
      j += 1;
    }
  }
  return lines;
}

/** For each pair of places, how many lines the rests have in common. */
function commonLengths(old: string[], now: string[]): Uint32Array {
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === now[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
    }
  }
  return common;
}

export function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
