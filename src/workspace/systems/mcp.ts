import { z } from 'zod';
import { checkHoles } from '../checks/templates.ts';
import { fromEnv, type Env } from '../env.ts';
import { entry, type Say } from '../forms/form.ts';
import type { Template } from '../schema.ts';
import type { Path } from '../yaml.ts';
import { confide } from './confide.ts';
import { checkOffers, offersOf, readKeys, systemKeys, Templates, writeKeys } from './offers.ts';
import type { SystemCommon } from './schema.ts';

/** A system behind an MCP server: a program that we start, or an address. */
export interface McpFile extends SystemCommon<McpTool> {
  kind: 'mcp';
  /** Present for a server that is reached over streamable HTTP; `${NAME}` was already replaced. */
  address?: string;
  protocol: McpProtocol;
  /** How its server is started; as the file writes it, with `${NAME}` where it says so. */
  launch?: { command: string; args: string[]; cwd?: string; env: Record<string, string> };
  oauth?: { clientId: string; scope?: string; issuer?: string };
  /** What came out of the environment; not enumerable, so that it never shows in JSON or in a log. */
  secrets: McpSecrets;
}

/** Values by their place in the file: an argument by its index, a variable or a header by its name. */
export interface McpSecrets {
  args: Record<number, string>;
  env: Record<string, string>;
  headers: Record<string, string>;
  clientSecret?: string;
}

/** `auto` asks the server; the versions hold it to one of them. */
export const MCP_PROTOCOLS = ['auto', '2026-07-28', '2025-11-25'] as const;
export type McpProtocol = (typeof MCP_PROTOCOLS)[number];

/** How one read or write is reached: which tool, with which arguments. */
export interface McpTool {
  tool: string;
  /** The digest of the tool's definition as a person accepted it; a tool that looks different is not called. */
  accepted: string;
  /** The tool's arguments as templates over `args`. Absent: the arguments go by their own names. */
  with?: Record<string, Template>;
  /** What says that a read found nothing: words in the tool's error, or a part of its answer that is empty. */
  noneWhen?: { says?: string; empty?: string };
  /** The tool's argument, or the key of the call's `_meta`, that takes our idempotency key. */
  keyArgument?: string;
  keyMeta?: string;
  /** What an error of the tool means for a write. Nobody knows, unless the file says that nothing was done. */
  onError: 'not_known' | 'not_done';
}

/** A digest as `remit connect mcp` writes it. */
const Accepted = z
  .string({
    error:
      'is missing\nremit connect mcp NAME --accept looks at the tools as they are now and writes what it found',
  })
  .regex(/^[0-9a-f]{16}$/, 'is not 16 hexadecimal digits\nremit connect mcp NAME --accept writes it');

const toolKeys = { tool: z.string().min(1).optional(), accepted: Accepted, with: Templates.optional() };
const ReadForm = entry({
  ...readKeys,
  ...toolKeys,
  none_when: entry({ says: z.string().min(1).optional(), empty: z.string().min(1).optional() }).optional(),
});
const WriteForm = entry({
  ...writeKeys,
  ...toolKeys,
  key: entry({ argument: z.string().min(1).optional(), meta: z.string().min(1).optional() }).optional(),
  on_error: z.enum(['not_known', 'not_done']).default('not_known'),
});
type Offer = z.infer<typeof ReadForm> | z.infer<typeof WriteForm>;

const OauthForm = entry({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  scope: z.string().optional(),
  issuer: z.string().optional(),
});
type OauthForm = z.infer<typeof OauthForm>;

/** `systems/<name>.yaml` of kind `mcp` */
export const McpForm = entry({
  ...systemKeys,
  kind: z.literal('mcp'),
  command: z.string().min(1).optional(),
  args: z.array(z.string()).default([]),
  cwd: z.string().min(1).optional(),
  env: z.record(z.string(), z.string()).default({}),
  address: z.string().min(1).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  oauth: OauthForm.optional(),
  protocol: z.enum(MCP_PROTOCOLS).default('auto'),
  /** Whether what it answers counts as our own word. It does not, unless a person says so. */
  trusted: z.boolean().default(false),
  ...offersOf(ReadForm, WriteForm),
});

/** An MCP system's file as the runtime takes it, after saying everything in it that does not hold together. */
export function checkMcp(name: string, form: z.infer<typeof McpForm>, env: Env, say: Say): McpFile {
  const address = checkWay(form, env, say);
  const via = (offer: Offer, path: Path): McpTool => toolOf(offer, path, say);
  const keyedBy = ({ key }: z.infer<typeof WriteForm>) => key?.argument ?? key?.meta;
  const common = checkOffers(name, form, env, say, via, keyedBy);
  // A tool may hand on what anybody wrote: what it gives is outside text until a person vouches for it.
  if (!form.trusted)
    for (const read of Object.values(common.reads)) read.gives = { ...read.gives, outside: true };
  const { command, args, cwd, env: variables, protocol } = form;
  const secrets = secretsOf(form, env, say);
  const file = {
    ...common,
    kind: 'mcp' as const,
    protocol,
    ...(address === undefined ? {} : { address }),
    ...(command === undefined
      ? {}
      : { launch: { command, args, env: variables, ...(cwd === undefined ? {} : { cwd }) } }),
    ...(form.oauth ? { oauth: oauthOf(form.oauth, env, say) } : {}),
  };
  return confide(file, { secrets });
}

/** The address, where there is one; a server has either that or a command. */
function checkWay(form: z.infer<typeof McpForm>, env: Env, say: Say): string | undefined {
  if ((form.command === undefined) === (form.address === undefined)) {
    say(
      [],
      'needs exactly one way to its server',
      'write command: and args: to start one, or address: of a running one',
    );
    return undefined;
  }
  const [foreign, way] =
    form.address === undefined ? (['headers', 'address'] as const) : (['env', 'command'] as const);
  if (Object.keys(form[foreign]).length > 0) say([foreign], `is for a server with ${way}:`);
  if (form.address === undefined) {
    if (form.oauth) say(['oauth'], 'is for a server with address:');
    return undefined;
  }
  const address = fromEnv(form.address, env, ['address'], say);
  if (address !== '' && !(URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)))
    say(['address'], 'is not an http address', 'write one such as https://shop.example/mcp');
  return address;
}

function oauthOf(oauth: OauthForm, env: Env, say: Say): NonNullable<McpFile['oauth']> {
  const { scope, issuer } = oauth;
  return {
    clientId: fromEnv(oauth.client_id, env, ['oauth', 'client_id'], say),
    ...(scope === undefined ? {} : { scope }),
    ...(issuer === undefined ? {} : { issuer: fromEnv(issuer, env, ['oauth', 'issuer'], say) }),
  };
}

/** What takes its value from the environment, and every header: a token that somebody wrote there by hand is one too. */
function secretsOf(form: z.infer<typeof McpForm>, env: Env, say: Say): McpSecrets {
  const secrets: McpSecrets = { args: {}, env: {}, headers: {} };
  form.args.forEach((arg, index) => {
    if (arg.includes('${')) secrets.args[index] = fromEnv(arg, env, ['args', index], say);
  });
  for (const [name, text] of Object.entries(form.env))
    if (text.includes('${')) secrets.env[name] = fromEnv(text, env, ['env', name], say);
  for (const [name, text] of Object.entries(form.headers))
    secrets.headers[name.toLowerCase()] = fromEnv(text, env, ['headers', name], say);
  if (form.oauth)
    secrets.clientSecret = fromEnv(form.oauth.client_secret, env, ['oauth', 'client_secret'], say);
  return secrets;
}

function toolOf(offer: Offer, path: Path, say: Say): McpTool {
  const scope = { args: { type: 'object' as const, fields: offer.args } };
  for (const [name, template] of Object.entries(offer.with ?? {}))
    checkHoles(template, scope, say, [...path, 'with', name]);
  const key = 'key' in offer ? offer.key : undefined;
  if (key && (key.argument === undefined) === (key.meta === undefined))
    say(
      [...path, 'key'],
      'names neither or both of argument and meta',
      'write key: {argument: idempotency_key}',
    );
  if (key?.argument !== undefined && key.argument in (offer.with ?? offer.args))
    say([...path, 'key', 'argument'], `"${key.argument}" is filled already`);
  return {
    tool: offer.tool ?? String(path[1]),
    accepted: offer.accepted,
    onError: 'on_error' in offer ? offer.on_error : 'not_known',
    ...(offer.with === undefined ? {} : { with: offer.with }),
    ...('none_when' in offer && offer.none_when ? { noneWhen: offer.none_when } : {}),
    ...(key?.argument === undefined ? {} : { keyArgument: key.argument }),
    ...(key?.meta === undefined ? {} : { keyMeta: key.meta }),
  };
}
