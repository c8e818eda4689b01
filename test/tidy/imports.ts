import { posix } from 'node:path';
import { isTest, withoutComments, type TreeFile } from './tree.ts';

/** One import of a file. `target` is a path of the repository, or the package's name as written. */
export interface Import {
  from: string;
  target: string;
  isTypeOnly: boolean;
}

const STATIC = /^(?:import|export)\b([^'";]*?\bfrom\b)?\s*['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** What a file imports or re-exports, found in its text. */
export function importsOf({ path, text }: TreeFile): Import[] {
  const code = withoutComments(text);
  const found = [...code.matchAll(STATIC)].map((match) => ({
    written: match[2] ?? '',
    isTypeOnly: namesOnlyTypes(match[1] ?? ''),
  }));
  for (const match of code.matchAll(DYNAMIC)) found.push({ written: match[1] ?? '', isTypeOnly: false });
  return found.map(({ written, isTypeOnly }) => ({
    from: path,
    target: written.startsWith('.') ? posix.join(posix.dirname(path), written) : written,
    isTypeOnly,
  }));
}

function namesOnlyTypes(clause: string): boolean {
  if (/^\s*type\s/.test(clause)) return true;
  const names = /\{([\s\S]*)\}/
    .exec(clause)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  const isOnlyBraces = /^\s*\{/.test(clause);
  return (
    isOnlyBraces && names !== undefined && names.every((name) => name === '' || name.startsWith('type '))
  );
}

/** Breaches of the import law, each a sentence. Tests may import what they like. */
export function breaches(files: TreeFile[]): string[] {
  const sources = files.filter(({ path }) => !isTest(path));
  const imports = sources.flatMap(importsOf);
  return [
    ...imports.flatMap((one) => {
      const why = stepLaw(one) ?? wiringLaw(one) ?? doorLaw(one) ?? interfaceLaw(one) ?? consoleLaw(one);
      return why === undefined ? [] : [`${one.from} imports ${one.target}: ${why}`];
    }),
    ...impureReaches(sources, imports),
  ];
}

const STEPS = ['intake', 'context', 'plan', 'ruling', 'review', 'action', 'outcome'];
const stepOf = (path: string) => STEPS.indexOf(/^src\/flow\/(\w+)\//.exec(path)?.[1] ?? '');
const isSchema = (path: string) => posix.basename(path) === 'schema.ts';

function stepLaw({ from, target }: Import): string | undefined {
  const here = stepOf(from);
  if (here < 0 || !target.startsWith('src/flow/')) return undefined;
  if (target === 'src/flow/index.ts') return 'a step does not know the way as a whole.';
  const there = stepOf(target);
  if (there < 0 || there === here) return undefined;
  if (there > here) return 'a step knows nothing of later steps.';
  return isSchema(target)
    ? undefined
    : 'a step imports only the schema of an earlier step; flow/index.ts calls verbs.';
}

// Doors, systems and agents are put together in one place, so that everything else can be read without them.
const WIRING = /^src\/(main|start|wire|open_doors|doctor|sandbox)\.ts$/;

function wiringLaw({ from, target, isTypeOnly }: Import): string | undefined {
  if (target === 'src/main.ts') return 'nothing imports main.ts.';
  if (!from.startsWith('src/') || WIRING.test(from) || isTypeOnly) return undefined;
  if (WIRING.test(target)) return 'what is wired does not know the wiring.';
  const part = /^src\/(doors\/\w+|systems|agents)\//.exec(target)?.[0];
  if (part === undefined || from.startsWith(part) || target === CONTRACT) return undefined;
  return 'only main.ts, start.ts and wire.ts, and the files beside them, put doors, systems and agents together.';
}

// Canonical JSON and its digest are plain arithmetic that any part may use.
const CANONICAL = 'src/log/canonical.ts';
const CONTRACT = 'src/doors/http/contract.ts';

function doorLaw({ from, target, isTypeOnly }: Import): string | undefined {
  if (!from.startsWith('src/doors/') || isTypeOnly) return undefined;
  return target === 'pg' ? 'a door parses, calls and renders; it does not query.' : undefined;
}

function interfaceLaw({ from, target, isTypeOnly }: Import): string | undefined {
  if (!/^src\/(systems|agents)\//.test(from) || isTypeOnly) return undefined;
  const isTheWay =
    /^src\/flow\/\w+\.ts$/.test(target) || (target.startsWith('src/log/') && target !== CANONICAL);
  return isTheWay && !isSchema(target)
    ? 'it is called by flow/; it does not call flow/ or the log.'
    : undefined;
}

// What a page may know of the server: shapes, and the plain arithmetic that belongs to them.
const SHARED_WITH_CONSOLE = /(^|\/)(schema|contract|money|shape)\.ts$/;

function consoleLaw({ from, target, isTypeOnly }: Import): string | undefined {
  if (!from.startsWith('console/') || !target.startsWith('src/')) return undefined;
  return isTypeOnly || SHARED_WITH_CONSOLE.test(target)
    ? undefined
    : 'the console imports types and schemas only.';
}

const PURE = /^src\/(boundary|evidence|learning)\//;
const BROWSER_SAFE_FROM = /^console\/src\//;
const IMPURE_PACKAGE = /^(node:(?!crypto$|assert$|assert\/strict$)|pg$|hono|@hono\/)/;
const IMPURE_CALL =
  /\b(Date\.now\(|new Date\(\)|Math\.random\(|fetch\(|setTimeout\(|setInterval\(|performance\.now\(|randomUUID\(|randomBytes\(|process\.)/;

/** Pure files that reach the clock, chance, the network or the disk: by themselves, or through what they import. */
function impureReaches(sources: TreeFile[], imports: Import[]): string[] {
  const byFile = new Map<string, Import[]>();
  for (const one of imports) {
    if (!one.isTypeOnly) byFile.set(one.from, [...(byFile.get(one.from) ?? []), one]);
  }
  const faults: string[] = [];
  for (const { path, text } of sources) {
    const call = PURE.test(path) ? IMPURE_CALL.exec(withoutComments(text))?.[0] : undefined;
    if (call) faults.push(`${path} uses ${call}: clock, chance and network come as arguments here.`);
    if (!PURE.test(path) && !BROWSER_SAFE_FROM.test(path)) continue;
    const chain = chainToImpure(path, byFile, BROWSER_SAFE_FROM.test(path) ? /^(node:|pg$)/ : IMPURE_PACKAGE);
    if (chain) faults.push(`${path} must stay pure but reaches ${chain.join(' → ')}.`);
  }
  return faults;
}

function chainToImpure(start: string, byFile: Map<string, Import[]>, impure: RegExp): string[] | undefined {
  const seen = new Set<string>([start]);
  const paths = [[start]];
  for (let chain = paths.shift(); chain; chain = paths.shift()) {
    for (const { target } of byFile.get(chain.at(-1) ?? '') ?? []) {
      if (impure.test(target)) return [...chain.slice(1), target];
      if (!seen.has(target)) paths.push([...chain, target]);
      seen.add(target);
    }
  }
  return undefined;
}
