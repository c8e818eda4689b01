/** Turns the body of one version of a kind into the body of the next version. */
export type Upgrade = (body: Record<string, unknown>) => Record<string, unknown>;

/** Keyed by kind and the version that it upgrades from: `planned@1` makes a `planned` of version 2. */
export type Upgrades = ReadonlyMap<string, Upgrade>;

/**
 * Brings a body up to the newest shape of its kind, step by step. What is stored, and hashed, stays as it was
 * appended; only readers see the new shape.
 */
export function upgraded(
  upgrades: Upgrades,
  kind: string,
  kindVersion: number,
  body: Record<string, unknown>,
): { kindVersion: number; body: Record<string, unknown> } {
  let now = { kindVersion, body };
  for (
    let step = upgrades.get(`${kind}@${kindVersion}`);
    step;
    step = upgrades.get(`${kind}@${now.kindVersion}`)
  ) {
    now = { kindVersion: now.kindVersion + 1, body: step(now.body) };
  }
  return now;
}
