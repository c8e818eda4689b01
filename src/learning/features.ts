import type { Example } from './example.ts';
import { fieldFeatures } from './fields.ts';
import { emptyTokens, tokenise, type Tokens } from './tokens.ts';

/**
 * The groups of features; each is scaled to length one, so that a long text shouts no louder than a short one.
 * Words and pairs of words as two groups, and not as one, gained half a point on CLINC150 (validation part).
 */
export const GROUP = { word: 0, pair: 1, chars: 2, field: 3, bias: 4 } as const;
export const GROUPS = 5;

/** Features are hashed into this many buckets. */
export const BUCKET_BITS = 18;
const BUCKETS = 1 << BUCKET_BITS;
const CHARS_MIN = 3;
const CHARS_MAX = 5;

/**
 * The features of one example, group after group: entries up to `ends[g]` belong to groups up to `g`.
 * `sources` names the token (word, pair: its first; chars: the one that they are inside) or the field.
 */
export type Features = {
  count: number;
  buckets: Int32Array;
  sources: Int32Array;
  ends: Int32Array;
  tokens: Tokens;
  fields: string[];
};

/** Turns examples into features. The result is the same object every time and holds until the next call. */
export type Extract = (example: Example) => Features;

// FNV-1a over UTF-16 code units, 32 bits; each group starts from its own basis.
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const BEFORE_WORD = 2;
const AFTER_WORD = 3;

function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FNV_PRIME);
}

/** FNV's low bits are weak for short inputs, so the high half is folded in. */
function bucketOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1);
}

const BASES = Array.from({ length: GROUPS }, (_, group) => mix(FNV_BASIS, group + 1));

export function createExtractor(): Extract {
  const features = emptyFeatures();
  // A bucket that carries this example's stamp is in already: features are binary.
  const stamps = new Int32Array(BUCKETS);
  let stamp = 0;
  const add = (hash: number, source: number): void => {
    const bucket = bucketOf(hash);
    if (stamps[bucket] === stamp) return;
    stamps[bucket] = stamp;
    if (features.count === features.buckets.length) grow(features);
    features.buckets[features.count] = bucket;
    features.sources[features.count++] = source;
  };
  return (example) => {
    stamp++;
    features.count = 0;
    tokenise(example.text, features.tokens);
    features.fields = fieldFeatures(example.fields);
    const hashes = hashWords(features.tokens);
    for (let token = 0; token < hashes.length; token++) add(hashes[token]!, token);
    features.ends[GROUP.word] = features.count;
    for (let token = 1; token < hashes.length; token++)
      add(hashPair(hashes[token - 1]!, hashes[token]!), token - 1);
    features.ends[GROUP.pair] = features.count;
    addCharacters(features.tokens, add);
    features.ends[GROUP.chars] = features.count;
    for (const [source, field] of features.fields.entries()) add(hashText(field), source);
    features.ends[GROUP.field] = features.count;
    add(BASES[GROUP.bias]!, 0);
    features.ends[GROUP.bias] = features.count;
    return features;
  };
}

/** The weight of each feature of a group is such that the group has length one. */
export function groupValue(size: number): number {
  return 1 / Math.sqrt(size);
}

function hashWords({ text, starts, ends, count }: Tokens): Int32Array {
  const hashes = new Int32Array(count);
  for (let token = 0; token < count; token++) {
    let hash = BASES[GROUP.word]!;
    const end = ends[token]!;
    for (let at = starts[token]!; at < end; at++) hash = mix(hash, text.charCodeAt(at));
    hashes[token] = hash;
  }
  return hashes;
}

function hashPair(first: number, second: number): number {
  return mix(mix(mix(BASES[GROUP.pair]!, first), second), second >>> 16);
}

function addCharacters(
  { text, starts, ends, count }: Tokens,
  add: (hash: number, source: number) => void,
): void {
  const basis = BASES[GROUP.chars]!;
  for (let token = 0; token < count; token++) {
    const first = starts[token]! - 1;
    const last = ends[token]!;
    for (let start = first; start + CHARS_MIN - 1 <= last; start++) {
      let hash = basis;
      const stop = Math.min(last, start + CHARS_MAX - 1);
      for (let at = start; at <= stop; at++) {
        hash = mix(hash, at === first ? BEFORE_WORD : at === last ? AFTER_WORD : text.charCodeAt(at));
        if (at - start + 1 >= CHARS_MIN) add(hash, token);
      }
    }
  }
}

function hashText(text: string): number {
  let hash = BASES[GROUP.field]!;
  for (let at = 0; at < text.length; at++) hash = mix(hash, text.charCodeAt(at));
  return hash;
}

function emptyFeatures(): Features {
  const size = 1 << 10;
  return {
    count: 0,
    buckets: new Int32Array(size),
    sources: new Int32Array(size),
    ends: new Int32Array(GROUPS),
    tokens: emptyTokens(),
    fields: [],
  };
}

function grow(features: Features): void {
  const { buckets, sources } = features;
  features.buckets = new Int32Array(buckets.length * 2);
  features.sources = new Int32Array(sources.length * 2);
  features.buckets.set(buckets);
  features.sources.set(sources);
}

/** The group of the feature at this place. */
export function groupOf(features: Features, at: number): number {
  return features.ends.findIndex((end) => at < end);
}

/** The readable form of a feature: the word, the pair of words, or `name=value`; fragments stand for their word. */
export function nameOf(features: Features, at: number): string {
  const { sources, tokens, fields } = features;
  const source = sources[at]!;
  const word = (token: number) => tokens.text.slice(tokens.starts[token], tokens.ends[token]);
  const group = groupOf(features, at);
  if (group === GROUP.field) return fields[source]!;
  return group === GROUP.pair ? `${word(source)} ${word(source + 1)}` : word(source);
}
