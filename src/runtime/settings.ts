import { resolve } from 'node:path';
import { z } from 'zod';
import { nearestName } from '../workspace/nearest.ts';
import { AppError } from './errors.ts';
import { inPackage } from './places.ts';

const PORT_MAX = 65_535;
const WORKERS_MAX = 1_000;
const PACE_MAX = 6_000;
const SECRET_CHARS_MIN = 32;

const Port = z.coerce.number().int().min(0).max(PORT_MAX);
const Folder = z.string().transform((path) => resolve(path));
const LoopbackHost = z.string().refine((host) => /^(127(\.\d{1,3}){3}|::1|localhost)$/.test(host), {
  error: 'must be an address of this machine alone (127.0.0.1, ::1 or localhost): Remit has no sign-in yet',
});

interface Setting {
  name: string;
  meaning: string;
  schema: z.ZodType;
  /** Undefined when the setting has no value unless one is given. */
  default?: string;
  secret?: boolean;
}

// What `remit settings` lists, in its order. An empty value counts as none.
const SETTINGS = {
  host: {
    name: 'REMIT_HOST',
    meaning: 'Address to listen on; only loopback, for there is no sign-in yet',
    schema: LoopbackHost,
    default: '127.0.0.1',
  },
  port: { name: 'REMIT_PORT', meaning: 'Port of the console and the API', schema: Port, default: '7468' },
  databaseUrl: {
    name: 'DATABASE_URL',
    meaning: 'A Postgres of your own (14 or newer) instead of the embedded one',
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
      .optional(),
    secret: true,
  },
  home: {
    name: 'REMIT_HOME',
    meaning: 'Folder of the embedded database and of what Remit keeps beside it',
    schema: Folder,
    default: '.remit',
  },
  workspace: {
    name: 'REMIT_WORKSPACE',
    meaning: 'Folder of plain files that describes the business; the sample business by default',
    schema: Folder,
    default: inPackage('examples', 'shop', 'workspace'),
  },
  workers: {
    name: 'REMIT_WORKERS',
    meaning: 'Cases that this process works on at the same time',
    schema: z.coerce.number().int().min(0).max(WORKERS_MAX),
    default: '64',
  },
  samplePort: {
    name: 'REMIT_SAMPLE_PORT',
    meaning: "Port of the sample business's shop",
    schema: Port,
    default: '7469',
  },
  pace: {
    name: 'REMIT_PACE',
    meaning: 'New messages a minute at the sample shop; unset, the first 25 arrive and then none',
    schema: z.coerce.number().min(0).max(PACE_MAX).optional(),
  },
  secret: {
    name: 'REMIT_SECRET',
    meaning: 'Signs the links that stop; unset, a random one is kept in the home folder',
    schema: z.string().min(SECRET_CHARS_MIN, `must have ${SECRET_CHARS_MIN} characters or more`).optional(),
    secret: true,
  },
  secretsKey: {
    name: 'REMIT_SECRETS_KEY',
    meaning: 'Opens the secrets that `remit secret set` keeps, which workspace files name as ${NAME}',
    schema: z.string().min(SECRET_CHARS_MIN, 'is not a key; make one with `remit secret key`').optional(),
    secret: true,
  },
  secrets: {
    name: 'REMIT_SECRETS',
    meaning: 'File of the sealed secrets; unset, secrets.json in the home folder',
    schema: Folder.optional(),
  },
  data: {
    name: 'REMIT_DATA',
    meaning: 'Folder of the public data sets that some benches read',
    schema: Folder.optional(),
  },
} satisfies Record<string, Setting>;

type Key = keyof typeof SETTINGS;

/** All settings of one process, parsed; folders are absolute paths. */
export type Settings = { [K in Key]: z.infer<(typeof SETTINGS)[K]['schema']> };

/** One line of `remit settings`. Secrets are masked. */
export interface SettingRow {
  name: string;
  value: string;
  default: string;
  meaning: string;
  is_set: boolean;
}

/**
 * Reads the settings from the environment, once, at the start of a process.
 * Throws an AppError that lists every value that will not do; a misspelt `REMIT_…` name is a warning.
 */
export function readSettings(env: NodeJS.ProcessEnv): { settings: Settings; warnings: string[] } {
  const settings: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, setting] of entries()) {
    const parsed = setting.schema.safeParse(valueOf(setting, env));
    if (parsed.success) settings[key] = parsed.data;
    else faults.push(`${setting.name} ${parsed.error.issues.map((issue) => issue.message).join(', ')}.`);
  }
  if (faults.length > 0) {
    throw new AppError('invalid', faults.join('\n'), {
      suggestion: 'Run `remit settings` for every setting with its meaning.',
    });
  }
  return { settings: settings as Settings, warnings: unknownNames(env) };
}

/** Every setting with its value and meaning, for people. */
export function listSettings(env: NodeJS.ProcessEnv): SettingRow[] {
  return entries().map(([, setting]) => {
    const given = env[setting.name] || undefined;
    const value = given ?? setting.default ?? '';
    return {
      name: setting.name,
      value: setting.secret && value !== '' ? maskPassword(value) : value,
      default: setting.default ?? '',
      meaning: setting.meaning,
      is_set: given !== undefined,
    };
  });
}

/** A database address that may be shown: its password is replaced. What does not parse is hidden whole. */
export function maskPassword(url: string): string {
  if (!URL.canParse(url)) return '••••';
  const shown = new URL(url);
  if (shown.password) shown.password = 'hidden';
  // A password may also stand among the parameters, so none of them is shown.
  shown.search = '';
  return shown.href;
}

function entries(): [Key, Setting][] {
  return Object.entries(SETTINGS) as [Key, Setting][];
}

function valueOf(setting: Setting, env: NodeJS.ProcessEnv): string | undefined {
  return env[setting.name] || setting.default;
}

/** Read by tests and the console's development server, not by Remit itself. */
const DEVELOPMENT = ['REMIT_CHROMIUM', 'REMIT_ORIGIN'];
/** What a program is known by: it says so itself, to `remit mcp` and in the commands of the guide. */
const OF_PROGRAMS = ['REMIT_TOKEN'];

function unknownNames(env: NodeJS.ProcessEnv): string[] {
  const known: string[] = [...entries().map(([, setting]) => setting.name), ...DEVELOPMENT, ...OF_PROGRAMS];
  return Object.keys(env)
    .filter((name) => name.startsWith('REMIT_') && !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known);
      return `There is no setting ${name}${nearest ? `; did you mean ${nearest}?` : '.'}`;
    });
}
