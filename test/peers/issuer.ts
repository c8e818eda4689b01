import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

/** Of every client. */
export const SECRET = 'a-secret-that-only-this-test-knows';

/** A real identity provider on loopback, with programs that sign in for themselves. */
export class Issuer {
  address = '';
  private server: Server | undefined;

  /** `clients` by their id with the scopes that each may ask for; `seconds`: how long its tokens are good. */
  async open(clients: Record<string, string>, seconds = 600): Promise<void> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.server = server;
    this.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' };
    const provider = new Provider(this.address, {
      clients: Object.entries(clients).map(([id, scope]) => ({
        client_id: id,
        client_secret: SECRET,
        scope,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      })),
      scopes: ['propose', 'read', 'review'],
      jwks: { keys: [key] },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_: unknown, resource: string) => ({
            scope: 'propose read review',
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: seconds,
          }),
        },
      },
    });
    server.on('request', provider.callback());
  }

  /** An access token for a resource, as a client gets it. */
  async token(client: string, resource: string, scope = 'propose read'): Promise<string> {
    const answer = await fetch(`${this.address}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${client}:${encodeURIComponent(SECRET)}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope }),
    });
    const said = (await answer.json()) as { access_token?: string };
    if (said.access_token === undefined) throw new Error(`no token: ${JSON.stringify(said)}`);
    return said.access_token;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((done) => (this.server ? this.server.close(() => done()) : done()));
  }
}
