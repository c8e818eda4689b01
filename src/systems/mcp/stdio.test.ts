import { afterEach, expect, test } from 'vitest';
import type { McpFile } from '../../workspace/systems/mcp.ts';
import { acceptAll, LIMITS, systemOf } from './story.ts';
import type { McpSystem } from './index.ts';

const signal = new AbortController().signal;
const opened: McpSystem[] = [];
afterEach(async () => {
  for (const system of opened.splice(0)) await system.close();
});

/** A server of the newer protocol in one string, run by the same node. */
const SERVER = `
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
serveStdio(() => {
  const server = new McpServer({ name: 'clock', version: '1' });
  server.registerTool('say', { inputSchema: z.object({ word: z.string() }) }, ({ word }) => {
    if (word === 'die') process.exit(1);
    if (word === 'much') return { content: [{ type: 'text', text: 'x'.repeat(200000) }] };
    const text = word === 'secret' ? String(process.env.CLOCK_TOKEN) + String(process.env.HIDDEN) : word;
    return { content: [{ type: 'text', text }] };
  });
  return server;
});`;

async function clock(protocol: McpFile['protocol'] = 'auto'): Promise<McpSystem> {
  const file: McpFile = {
    name: 'clock',
    label: 'The clock',
    kind: 'mcp',
    protocol,
    launch: {
      command: process.execPath,
      args: ['--input-type=module', '-e', SERVER],
      env: { CLOCK_TOKEN: 'plain' },
    },
    secrets: { args: {}, env: { CLOCK_TOKEN: 't-123456' }, headers: {} },
    limits: { ...LIMITS, answerBytes: 100_000, timeoutMs: 5_000 },
    reads: {
      say: {
        name: 'say',
        label: 'Say',
        args: { word: { type: 'string' } },
        via: { tool: 'say', accepted: '', onError: 'not_known' },
        gives: { type: 'object', fields: { text: { type: 'text' } } },
      },
    },
    writes: {},
  };
  await acceptAll(file);
  const system = systemOf(file);
  opened.push(system);
  return system;
}

test('a program of the newer protocol is started and spoken to, and started again when it died', async () => {
  const system = await clock();
  const say = (word: string) => system.read('say', { word }, { signal });
  expect(await say('noon')).toMatchObject({ ok: true, value: { text: 'noon' } });
  expect(await system.probe({ signal })).toMatchObject({ says: expect.stringContaining('MCP 2026-07-28') });
  expect(await say('die')).toMatchObject({
    ok: false,
    why: 'unreachable',
    says: 'The clock cut the connection',
    retry: true,
  });
  expect(await say('noon')).toMatchObject({ ok: true });
});

test('a program gets the variables of its file and no other secret of ours', async () => {
  process.env['HIDDEN'] = 'database-password';
  try {
    const answer = await (await clock()).read('say', { word: 'secret' }, { signal });
    expect(answer).toMatchObject({ ok: true, value: { text: 't-123456undefined' } });
  } finally {
    delete process.env['HIDDEN'];
  }
});

test('a program that answers without end is stopped, and the next call starts it anew', async () => {
  const system = await clock('2025-11-25');
  expect(await system.read('say', { word: 'much' }, { signal })).toMatchObject({ ok: false });
  expect(await system.read('say', { word: 'noon' }, { signal })).toMatchObject({ ok: true });
});

test('a program that is not there is said in a sentence', async () => {
  const file = {
    launch: { command: '/no/such/program', args: [], env: {} },
    secrets: { args: {}, env: {}, headers: {} },
  };
  const system = systemOf({
    ...file,
    name: 'gone',
    label: 'Gone',
    kind: 'mcp',
    protocol: 'auto',
    limits: LIMITS,
    reads: {},
    writes: {},
  });
  expect(await system.probe({ signal })).toMatchObject({
    ok: false,
    says: expect.stringMatching(/^Gone .*start/),
  });
});
