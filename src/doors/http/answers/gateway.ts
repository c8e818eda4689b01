import { z } from 'zod';
import { time } from './basic.ts';

/** A tool that agents from outside are offered: a read or a write of the map. */
const GatewayTool = z.object({
  name: z.string(),
  /** `shop.refund` */
  of: z.string(),
  label: z.string(),
  kind: z.enum(['read', 'write']),
  /** Of a read: strangers may have written parts of what it gives. */
  outside: z.boolean(),
  /** Of a write: how many rules of the boundary speak of it. */
  rules: z.number(),
  /** Of a write: fields of the event that no call fills, so that an agent must name the case. Empty: it finds its own. */
  open: z.array(z.string()),
});

/** One call of an agent from outside, and what became of it. */
const GatewayCall = z.object({
  case: z.string(),
  agent: z.string(),
  play: z.string(),
  at: time,
  status: z.enum(['done', 'held', 'denied', 'failed']),
  says: z.string(),
});

const GatewaySession = z.object({
  id: z.string(),
  agent: z.string(),
  door: z.enum(['http', 'stdio']),
  began_at: time,
  last_at: time,
  /** Reads and refused calls, without the first entry. */
  entries: z.number(),
});

/** The gateway of a workflow, as those see it who run it. */
export const GatewayAnswer = z.object({
  workflow: z.string(),
  label: z.string(),
  /** `/mcp/returns`, on this server. */
  path: z.string(),
  tools: z.array(GatewayTool),
  never: z.array(z.string()),
  calls: z.array(GatewayCall),
  sessions: z.array(GatewaySession),
});
