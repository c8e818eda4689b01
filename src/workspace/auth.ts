import { z } from 'zod';
import { TOKEN_RIGHTS, TokenAgent, type TokenRight } from '../people/tokens/schema.ts';
import { fromEnv, type Env } from './env.ts';
import { entry, Name, type Say } from './forms/form.ts';
import { suggestName } from './nearest.ts';
import type { Path } from './yaml.ts';

/** How programs sign in with an identity provider, and under which address Remit is reached from outside. */
export interface AuthSettings {
  /** The public address, without a slash at its end: `https://remit.acme.example`. */
  address: string;
  /** As the provider writes itself into its tokens, character for character. */
  issuer: string;
  /** Where its keys are; undefined: its own description says it. */
  jwks?: string | undefined;
  /** By the client's id, or by the subject, as the provider names them. */
  programs: Record<string, ProgramAuth>;
}

/** What a program that signs in may. */
export interface ProgramAuth {
  name: string;
  agent: TokenAgent | null;
  person: string | null;
  workflows: string[] | null;
  rights: TokenRight[];
}

const ProgramForm = entry({
  agent: z
    .union([z.string().min(1), entry({ name: z.string().min(1), version: z.coerce.string().min(1) })])
    .optional(),
  person: z.string().optional(),
  workflows: z.array(Name).min(1).optional(),
  rights: z.array(z.enum(TOKEN_RIGHTS)).min(1).default(['propose']),
});

/** `auth:` of remit.yaml */
export const AuthForm = entry({
  address: z.string().min(1),
  issuer: z.string().min(1),
  jwks: z.string().min(1).optional(),
  programs: z.record(z.string().min(1), ProgramForm).default({}),
});
export type AuthForm = z.infer<typeof AuthForm>;

interface Known {
  people: { id: string }[];
  workflows: string[];
}

/** Holds `auth:` against the rest of the workspace; the address and the issuer may come from the environment. */
export function checkAuth(form: AuthForm | null, env: Env, known: Known, say: Say): AuthSettings | null {
  if (form === null) return null;
  const address = checkUrl(fromEnv(form.address, env, ['auth', 'address'], say), ['auth', 'address'], say);
  if (address && (address.pathname !== '/' || address.search !== ''))
    say(['auth', 'address'], 'has a path', 'write the host alone, such as https://remit.example.org');
  const issuer = fromEnv(form.issuer, env, ['auth', 'issuer'], say);
  checkUrl(issuer, ['auth', 'issuer'], say);
  const jwks = form.jwks === undefined ? undefined : fromEnv(form.jwks, env, ['auth', 'jwks'], say);
  if (jwks !== undefined) checkUrl(jwks, ['auth', 'jwks'], say);
  const programs = Object.entries(form.programs).map(([id, program]) => [
    id,
    checkProgram(id, program, known, say),
  ]);
  return {
    address: address?.origin ?? '',
    issuer,
    jwks,
    programs: Object.fromEntries(programs) as AuthSettings['programs'],
  };
}

function checkProgram(id: string, form: z.infer<typeof ProgramForm>, known: Known, say: Say): ProgramAuth {
  const path: Path = ['auth', 'programs', id];
  const { rights, person = null, workflows = null } = form;
  const agent = typeof form.agent === 'string' ? { name: form.agent, version: '1' } : (form.agent ?? null);
  if (agent && !TokenAgent.safeParse(agent).success)
    say(
      [...path, 'agent'],
      'is not a name of an agent',
      'begin with a letter; letters, digits, dots, - and _ only',
    );
  if (rights.includes('propose') && !agent)
    say(path, 'proposes as nobody', 'name the agent: agent: shop-bot');
  if (rights.includes('review') && person === null)
    say(path, 'decides in nobody’s name', 'name the person: person: olga');
  // What decides must be somebody else than what proposes.
  if (rights.includes('review') && rights.includes('propose'))
    say([...path, 'rights'], 'has both propose and review');
  const ids = known.people.map((one) => one.id);
  if (person !== null && !ids.includes(person))
    say([...path, 'person'], `names ${person}, who is not among the people`, suggestName(person, ids));
  workflows?.forEach((name, at) => {
    if (!known.workflows.includes(name))
      say([...path, 'workflows', at], `"${name}" is not a workflow`, suggestName(name, known.workflows));
  });
  return { name: id, agent, person, workflows, rights };
}

/** Tokens and keys go over TLS, or stay on this machine. */
function checkUrl(text: string, path: Path, say: Say): URL | undefined {
  if (!URL.canParse(text)) {
    if (text !== '') say(path, 'is not an address', 'write one such as https://login.example.org');
    return undefined;
  }
  const url = new URL(text);
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) return url;
  say(path, 'is not an https address', 'only this machine itself may be reached without TLS');
  return undefined;
}
