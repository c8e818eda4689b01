import type { Tool } from '@modelcontextprotocol/client';
import { digest } from '../../log/canonical.ts';

/** Enough of a digest to tell two definitions apart, in hexadecimal digits. */
const ACCEPTED_DIGITS = 16;

/** A server may not fill our memory with tools. */
export const TOOLS_MAX = 1_000;

/**
 * What a tool promised when a person accepted it, in one short digest: its words, what it takes, what it gives and
 * what it hints at. Any of them can change what a call means (an amount in euros becomes one in cents), so any change
 * asks for a look. Its title and its icons only decorate.
 */
export function definitionDigest(tool: Tool): string {
  const { name, description, inputSchema, outputSchema, annotations } = tool;
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations ?? {};
  const hints = { readOnlyHint, destructiveHint, idempotentHint, openWorldHint };
  const definition = JSON.parse(
    JSON.stringify({ name, description, inputSchema, outputSchema, hints }),
  ) as Record<string, unknown>;
  return digest(definition).slice(0, ACCEPTED_DIGITS);
}
