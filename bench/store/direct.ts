import { digestOf, type Store, type ToolCall } from './data.ts';
import { ToolError, TOOLS } from './tools.ts';

/** What a tool said when it was called directly: a digest of its answer, or its refusal. */
export interface Called {
  ok: boolean;
  says: string;
}

/** Calls one of the shop's tools on the data itself. */
export function callTool(store: Store, call: ToolCall): Called {
  try {
    return { ok: true, says: digestOf(TOOLS[call.name]?.(store, call.arguments)) };
  } catch (error) {
    if (error instanceof ToolError) return { ok: false, says: `Error: ${error.message}` };
    throw error;
  }
}
