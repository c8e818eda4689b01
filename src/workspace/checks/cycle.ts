/** The first circle in a graph of names, from a name back to itself; undefined when there is none. */
export function findCycle(needs: Record<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  for (const name of Object.keys(needs)) {
    const circle = walk(name, needs, [], done);
    if (circle) return circle;
  }
  return undefined;
}

/** The names in their own order, except that each comes after those that it needs. The graph has no circles. */
export function inOrder(needs: Record<string, readonly string[]>): string[] {
  const ordered = new Set<string>();
  const place = (name: string): void => {
    if (ordered.has(name) || !(name in needs)) return;
    needs[name]?.forEach(place);
    ordered.add(name);
  };
  Object.keys(needs).forEach(place);
  return [...ordered];
}

function walk(
  name: string,
  needs: Record<string, readonly string[]>,
  way: string[],
  done: Set<string>,
): string[] | undefined {
  const start = way.indexOf(name);
  if (start >= 0) return [...way.slice(start), name];
  if (done.has(name)) return undefined;
  for (const next of needs[name] ?? []) {
    if (!(next in needs)) continue;
    const circle = walk(next, needs, [...way, name], done);
    if (circle) return circle;
  }
  done.add(name);
  return undefined;
}
