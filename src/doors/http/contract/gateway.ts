import { GatewayAnswer } from '../answers/gateway.ts';
import { op } from './operation.ts';

/** What agents from outside are offered by MCP, and what they did with it. */
export const gatewayOperations = {
  gateway: op(
    'GET',
    '/api/workflows/:id/gateway',
    'The MCP server in front of a workflow: its address, its tools, the newest sessions and calls.',
    { answer: GatewayAnswer },
  ),
} as const;
