import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { contract } from '../../src/doors/http/contract.ts';
import { serveAcme } from '../support/acme_server.ts';

const acme = serveAcme();

interface Described {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string }>>;
}

test('the description of the API is one that a linter of OpenAPI has nothing to say against', async () => {
  const text = await (await fetch(`${acme.url}/api/openapi.json`)).text();
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
  const said = problems.map(
    ({ ruleId, message, location: [at] }) => `${ruleId}: ${message} ${at?.pointer ?? ''}`,
  );
  expect(said).toEqual([]);
});

test('every operation of the contract is described once', async () => {
  const { openapi, paths } = await acme.get<Described>('/api/openapi.json');
  expect(openapi).toBe('3.1.1');
  const described = Object.values(paths).flatMap((item) => Object.values(item).map((one) => one.operationId));
  expect(described.toSorted()).toEqual(Object.keys(contract).toSorted());
});
