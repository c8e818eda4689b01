import { TOKEN_RIGHTS } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { AuthSettings } from '../../../workspace/auth.ts';

/** Where a client learns who signs it in for a resource (RFC 9728); the resource's path stands behind it. */
export const METADATA_PATH = '/.well-known/oauth-protected-resource';

/** A no that tells a program how it would become a yes: `challenge` is for the header `www-authenticate`. */
export class Challenged extends AppError {
  readonly challenge: string;

  constructor(code: 'unauthorized' | 'forbidden', says: string, suggestion: string, how: string) {
    super(code, says, { suggestion, path: 'authorization' });
    this.challenge = how;
  }
}

/** The header `www-authenticate` for a resource (RFC 6750): what was wrong, and where its metadata is. */
export function challenge(
  settings: AuthSettings | null,
  path: string,
  { error, scope }: { error?: string | undefined; scope?: string },
): string {
  const parts = ['realm="remit"'];
  if (settings) parts.push(`resource_metadata="${settings.address}${METADATA_PATH}${path}"`);
  if (error !== undefined) parts.push(`error="${error}"`);
  const needed = scope ?? (isGateway(path) ? 'propose' : undefined);
  if (needed !== undefined) parts.push(`scope="${needed}"`);
  return `Bearer ${parts.join(', ')}`;
}

/**
 * The metadata of a protected resource: who signs in for it, and which scopes there are. Undefined where remit.yaml
 * names no provider, or there is no such resource.
 */
export function metadataOf(
  settings: AuthSettings | null,
  path: string,
  workflows: readonly string[],
): Record<string, unknown> | undefined {
  const known = ['', '/api', ...workflows.map((name) => `/mcp/${name}`)];
  if (!settings || !known.includes(path)) return undefined;
  return {
    resource: `${settings.address}${path}`,
    authorization_servers: [settings.issuer],
    // Clients ask for all that stands here, and providers refuse what a client was not given.
    scopes_supported: isGateway(path) ? ['propose'] : TOKEN_RIGHTS,
    bearer_methods_supported: ['header'],
    resource_name: 'Remit',
  };
}

/** The gateways take the one right to propose: what passes there is done as an agent. */
function isGateway(path: string): boolean {
  return path.startsWith('/mcp/');
}
