import type { Env } from '../env.ts';
import { parseForm, type Say } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import type { YamlFile } from '../yaml.ts';
import { checkHttp, HttpForm } from './http.ts';
import { checkMail, MailForm } from './mail.ts';
import { checkMcp, McpForm } from './mcp.ts';
import type { SystemFile, SystemKind } from './schema.ts';
import { checkSql, SqlForm } from './sql.ts';

/** What reads the file of one kind of system, and says what is wrong with it. */
type ReadKind = (name: string, yaml: YamlFile, env: Env, say: Say) => SystemFile | undefined;

/** A kind of system is one line here, one file beside this one, and one folder of `src/systems/`. */
const KINDS: Record<SystemKind, ReadKind> = {
  http: (name, yaml, env, say) => {
    const form = parseForm(HttpForm, yaml, say);
    return form && checkHttp(name, form, env, say);
  },
  mail: (name, yaml, env, say) => {
    const form = parseForm(MailForm, yaml, say);
    return form && checkMail(name, form, env, say);
  },
  mcp: (name, yaml, env, say) => {
    const form = parseForm(McpForm, yaml, say);
    return form && checkMcp(name, form, env, say);
  },
  sql: (name, yaml, env, say) => {
    const form = parseForm(SqlForm, yaml, say);
    return form && checkSql(name, form, env, say);
  },
};

/** Reads `systems/<name>.yaml`; its `kind` says how, and `http` goes without saying. */
export function readSystem(name: string, yaml: YamlFile, env: Env, say: Say): SystemFile | undefined {
  const kind = kindOf(yaml.value);
  if (typeof kind === 'string' && Object.hasOwn(KINDS, kind))
    return KINDS[kind as SystemKind](name, yaml, env, say);
  const kinds = Object.keys(KINDS);
  say(['kind'], `is not one of ${kinds.join(', ')}`, suggestName(String(kind), kinds));
  return undefined;
}

function kindOf(value: unknown): unknown {
  const given = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return given ?? 'http';
}
