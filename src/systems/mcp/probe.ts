import type { McpFile } from '../../workspace/systems/mcp.ts';
import type { Advice, Probed } from '../schema.ts';
import type { Connection } from './connect.ts';
import type { LiveTool } from './tools.ts';

/** What a look at the server's tools shows, without calling any: those that are gone, and those that have changed. */
export function probeTools(file: McpFile, connection: Connection, tools: Map<string, LiveTool>): Probed {
  const offers = [...Object.values(file.reads), ...Object.values(file.writes)];
  const warnings: Advice[] = [];
  for (const { name, via } of offers) {
    const live = tools.get(via.tool);
    if (!live)
      warnings.push({
        says: `${file.label} has no tool "${via.tool}", which ${file.name}.${name} calls.`,
        todo: `take ${name} out of systems/${file.name}.yaml, or give it another tool`,
      });
    else if (live.digest !== via.accepted)
      warnings.push({
        says: `${file.label} has changed its tool "${via.tool}" since somebody accepted it: ${file.name}.${name} is not called.`,
        todo: `look at it and run remit connect mcp ${file.name} --accept`,
      });
  }
  const { server, protocol } = connection;
  const who = server ? ` It is ${server.name} ${server.version}.` : '';
  const says = `${file.label} answers in MCP ${protocol} and offers ${tools.size} ${tools.size === 1 ? 'tool' : 'tools'}.${who}`;
  return warnings.length === 0 ? { ok: true, says } : { ok: true, says, warnings };
}
