/** Shorter values stand in too many words to be cut out of what a system says. */
const SECRET_CHARS_MIN = 6;
/** What is cut out leaves this behind. */
const CUT = '…';
/** What a number, a truth or a key costs in the count, in characters. */
const SMALL_CHARS = 8;

/**
 * Everything that was confided to a file and is long enough to be looked for, its words (`Bearer x` → `x`) and the
 * password within an address, as they stand and as they are written in addresses, forms, JSON and base64.
 */
export function secretsIn(confided: unknown): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const text of [value, ...value.split(/\s+/), ...passwordsIn(value)])
        if (text.length >= SECRET_CHARS_MIN) for (const form of formsOf(text)) found.add(form);
    } else if (value !== null && typeof value === 'object') Object.values(value).forEach(look);
  };
  look(confided);
  // The longest first: a part that is cut out earlier would leave the rest of the whole.
  return [...found].sort((one, other) => other.length - one.length);
}

/** A secret however it is written. A lone half of a character is no secret that anybody sends. */
export function formsOf(secret: string): string[] {
  const text = Buffer.from(secret).toString();
  const inAddress = encodeURIComponent(text);
  return [
    text,
    inAddress,
    inAddress.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    inAddress.toLowerCase(),
    new URLSearchParams({ a: text }).toString().slice('a='.length),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
  ];
}

function passwordsIn(text: string): string[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return [];
  const { password } = new URL(text);
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** A text without secrets. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, CUT);
  return clean;
}

/** An answer without secrets; the very same value where it holds none. Undefined where it is larger than allowed. */
export function measured(
  value: unknown,
  chars: number,
  secrets: readonly string[],
): { value: unknown } | undefined {
  let left = chars;
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      left -= part.length;
      return left < 0 ? part : withoutSecrets(part, secrets);
    }
    left -= SMALL_CHARS;
    if (part === null || typeof part !== 'object' || left < 0) return part;
    if (Array.isArray(part)) return same(part, part.map(walk));
    const clean: Record<string, unknown> = {};
    let isSame = true;
    for (const [key, inner] of Object.entries(part)) {
      left -= key.length;
      clean[key] = walk(inner);
      isSame &&= clean[key] === inner;
    }
    return isSame ? part : clean;
  };
  const clean = walk(value);
  return left < 0 ? undefined : { value: clean };
}

function same(before: unknown[], after: unknown[]): unknown[] {
  return after.every((one, index) => one === before[index]) ? before : after;
}
