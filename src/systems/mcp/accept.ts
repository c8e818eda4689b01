import { isMap, parseDocument, type Document } from 'yaml';
import type { Env } from '../../workspace/env.ts';
import { sayFor } from '../../workspace/forms/form.ts';
import { AppError } from '../../runtime/errors.ts';
import { readSystem } from '../../workspace/systems/index.ts';
import type { McpFile, McpTool } from '../../workspace/systems/mcp.ts';
import type { Fault } from '../../workspace/shape.ts';
import { readYaml } from '../../workspace/yaml.ts';
import { Tools, type LiveTool } from './tools.ts';

/** Stands for a digest that is not there yet: no tool has it. */
const NONE = '0'.repeat(16);

/** What became of one offer: its tool is as it was, or is accepted anew, or is gone. */
export interface Looked {
  offer: string;
  tool: string;
  is: 'same' | 'new' | 'changed' | 'gone';
  description?: string;
  /** What of the file does not fit the tool as it is now. */
  doubts: string[];
}

export interface Accepting {
  text: string;
  looked: Looked[];
}

/**
 * Looks at the tools of a system's file as they are now, and writes their digests into it. The rest of the file stays
 * as it is, with its comments. Throws an `AppError` where the file does not hold together or the server is not there.
 */
export async function accept(name: string, text: string, env: Env): Promise<Accepting> {
  const document = parseDocument(text);
  for (const [section, offer] of offersIn(document))
    if (!document.hasIn([section, offer, 'accepted'])) document.setIn([section, offer, 'accepted'], NONE);
  const file = read(name, document.toString(), env);
  const live = await look(file);
  const looked = [...offersIn(document)].map(([section, offer]) => {
    const known = (section === 'reads' ? file.reads : file.writes)[offer];
    if (!known) throw new AppError('invalid', `${section}.${offer} of systems/${name}.yaml is not an offer.`);
    const now = live.get(known.via.tool);
    if (now) document.setIn([section, offer, 'accepted'], now.digest);
    return lookedAt(`${name}.${offer}`, section === 'reads', known, now);
  });
  const hasMoved = looked.some(({ is }) => is === 'new' || is === 'changed');
  return {
    text: hasMoved ? document.toString({ lineWidth: 0, flowCollectionPadding: false }) : text,
    looked,
  };
}

function lookedAt(
  offer: string,
  isRead: boolean,
  { via, args }: { via: McpTool; args: Record<string, unknown> },
  now: LiveTool | undefined,
): Looked {
  if (!now) return { offer, tool: via.tool, is: 'gone', doubts: [] };
  const is = now.digest === via.accepted ? 'same' : via.accepted === NONE ? 'new' : 'changed';
  const { description, inputSchema, annotations } = now.tool;
  const filled = new Set([
    ...Object.keys(via.with ?? args),
    ...(via.keyArgument === undefined ? [] : [via.keyArgument]),
  ]);
  const takes = Object.keys(inputSchema.properties ?? {});
  const doubts = [
    ...(inputSchema.required ?? [])
      .filter((arg) => !filled.has(arg))
      .map((arg) => `needs "${arg}", which the file does not give`),
    ...[...filled]
      .filter((arg) => !takes.includes(arg))
      .map((arg) => `takes no "${arg}", which the file gives`),
    ...(isRead && annotations?.readOnlyHint !== true ? ['does not say that it only reads'] : []),
  ];
  return { offer, tool: via.tool, is, ...(description === undefined ? {} : { description }), doubts };
}

async function look(file: McpFile): Promise<Map<string, LiveTool>> {
  const tools = new Tools(file);
  try {
    return await tools.all();
  } finally {
    await tools.close();
  }
}

function read(name: string, text: string, env: Env): McpFile {
  const path = `systems/${name}.yaml`;
  const yaml = readYaml(path, text);
  const faults: Fault[] = yaml.ok ? [] : [...yaml.faults];
  const file = yaml.ok ? readSystem(name, yaml.yaml, env, sayFor(yaml.yaml, faults)) : undefined;
  const [first] = faults;
  if (first)
    throw new AppError(
      'invalid',
      `${path}:${first.line ?? 1}: ${first.says}`,
      first.suggestion === undefined ? {} : { suggestion: first.suggestion },
    );
  if (file?.kind !== 'mcp') throw new AppError('invalid', `${path} is not a system of kind mcp.`);
  return file;
}

function* offersIn(document: Document): Generator<['reads' | 'writes', string]> {
  for (const section of ['reads', 'writes'] as const) {
    const offers = document.get(section);
    if (isMap(offers)) for (const { key } of offers.items) yield [section, String(key)];
  }
}
