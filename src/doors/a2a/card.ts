import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** The version of the protocol that is spoken (https://a2a-protocol.org/v1.0.0/specification/). */
export const PROTOCOL_VERSION = '1.0';
const JSON_TYPE = 'application/json';
const TEXT_TYPE = 'text/plain';

/**
 * The agent card: what other agents may hand to this business, and how. Each workflow is a skill, and handing it work
 * opens a case like any other event: the plan, the ruling and the people who decide stay where they are.
 */
export function agentCard({ name, workflows }: Workspace, url: string, version: string) {
  return {
    name,
    description: `Operational work of ${name}, done by agents and people within written limits. Hand in work and ask what became of it.`,
    version,
    supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: PROTOCOL_VERSION }],
    capabilities: { streaming: false, pushNotifications: false, extendedAgentCard: false },
    securitySchemes: { token: { httpAuthSecurityScheme: { scheme: 'Bearer' } } },
    securityRequirements: [{ schemes: { token: { list: [] } } }],
    defaultInputModes: [JSON_TYPE, TEXT_TYPE],
    defaultOutputModes: [JSON_TYPE],
    skills: Object.values(workflows).map(skillOf),
  };
}

function skillOf({ name, label, purpose, kinds, event }: Workflow) {
  const fields = Object.entries(event.fields).map(([field, { optional }]) =>
    optional ? `${field}?` : field,
  );
  return {
    id: name,
    name: label,
    description: `${purpose} Takes a data part with the fields ${fields.join(', ')}; say metadata {"workflow": "${name}"}.`,
    tags: kinds.map((kind) => kind.label),
    inputModes: [JSON_TYPE, TEXT_TYPE],
    outputModes: [JSON_TYPE],
  };
}
