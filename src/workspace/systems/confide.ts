/**
 * Gives a file what must never show: it is not enumerable, so that it stands in no JSON, no log and no spread copy.
 * Everything that came out of the environment belongs here.
 */
export function confide<F extends object, S extends Record<string, unknown>>(file: F, secrets: S): F & S {
  for (const [name, value] of Object.entries(secrets)) {
    Object.defineProperty(file, name, { enumerable: false, value });
  }
  return file as F & S;
}

/** What was confided to a file, by name: to tell whether it changed, and to cut it out of what is said. */
export function confided(file: object): Record<string, unknown> {
  const hidden = Object.entries(Object.getOwnPropertyDescriptors(file)).filter(
    ([, { enumerable }]) => !enumerable,
  );
  return Object.fromEntries(hidden.map(([name, { value }]) => [name, value as unknown]));
}
