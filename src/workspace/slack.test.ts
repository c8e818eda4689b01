import { expect, test } from 'vitest';
import { checkWorkspace } from './load.ts';
import { SMALL_WORKSPACE } from './story.ts';

const ENV = {
  SHOP_URL: 'http://127.0.0.1:1',
  SHOP_TOKEN: 'x',
  SLACK_TOKEN: 'xoxb-very-secret',
  SLACK_SECRET: 'very-secret-too',
};
const SLACK = `slack:
  token: \${SLACK_TOKEN}
  signing_secret: \${SLACK_SECRET}
  approvals: [{channel: C0123456789, workflows: [late], roles: [support]}]
  people: {ann: U0123456789}
  console: https://remit.small.test/
`;

function load(slack: string, env: Record<string, string> = ENV) {
  const files = new Map(
    Object.entries({ ...SMALL_WORKSPACE, 'remit.yaml': `${SMALL_WORKSPACE['remit.yaml']}${slack}` }),
  );
  return checkWorkspace('/small', files, env);
}

function faults(slack: string, env?: Record<string, string>): string[] {
  const loaded = load(slack, env);
  return loaded.ok
    ? []
    : loaded.faults.map(
        ({ line, says, suggestion }) => `${line}: ${[says, suggestion].filter(Boolean).join('; ')}`,
      );
}

test('Slack is told by which channels plans are asked, and nothing shows its secrets', () => {
  const loaded = load(SLACK);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const { slack } = loaded.workspace;
  expect(slack).toMatchObject({
    approvals: [{ channel: 'C0123456789', workflows: ['late'], roles: ['support'] }],
    notices: null,
    console: 'https://remit.small.test',
    api: 'https://slack.com/api/',
  });
  expect(slack?.token).toBe('xoxb-very-secret');
  expect(JSON.stringify([slack, { ...slack }])).not.toContain('very-secret');
});

test('what does not hold together is said with its line and the nearest name', () => {
  expect(faults(SLACK.replace('late]', 'lat]'))).toEqual([
    expect.stringMatching(/^11: .*"lat" is not one of the workflows; did you mean "late"\?/),
  ]);
  expect(faults(SLACK.replace('[support]', '[suport]'))).toEqual([
    expect.stringContaining('did you mean "support"?'),
  ]);
  expect(faults(SLACK.replace('{ann:', '{anne:'))).toEqual([expect.stringContaining('did you mean "ann"?')]);
  expect(faults(SLACK.replace('C0123456789', '"#approvals"'))).toContainEqual(
    expect.stringContaining("is not a channel's id"),
  );
  expect(faults(SLACK.replace('https:', 'ftp:'))).toContainEqual(
    expect.stringContaining('is not an http address'),
  );
  expect(faults(SLACK.replace('signing_secret', 'signing_secrets'))).toContainEqual(
    expect.stringContaining('did you mean "signing_secret"?'),
  );
});

test('a secret that is not in the environment is named, and no other is shown', () => {
  const { SLACK_TOKEN: _, ...env } = ENV;
  const said = faults(SLACK, env);
  expect(said).toEqual([expect.stringContaining('needs SLACK_TOKEN, which is not set in the environment')]);
  expect(said.join()).not.toContain('very-secret');
});
