import type { z } from 'zod';
import { DESK_ENTRIES } from '../../src/authority/desk_schema.ts';
import { ROLLBACK_ENTRIES, WORKFLOW_ENTRIES } from '../../src/authority/schema.ts';
import { REPORT_ENTRIES, SCHEDULE_ENTRIES } from '../../src/evidence/report/entries.ts';
import { TOKEN_ENTRIES } from '../../src/people/tokens/schema.ts';
import { SESSION_ENTRIES } from '../../src/flow/proposals/session_schema.ts';
import { OUTGOING_ENTRIES } from '../../src/outgoing/entries.ts';
import { SYSTEM_ENTRIES } from '../../src/runtime/health/index.ts';
import { notation } from './notation.ts';
import { code } from './page.ts';

// A new kind does not compile until it is explained here.

const WORKFLOW_MEANS: Record<keyof typeof WORKFLOW_ENTRIES, string> = {
  published: 'A version of the workflow came into force, with the text of its boundary.',
  'stage.changed': 'How far it is rolled out changed: who, why, and what was known at that moment.',
  'stage.proposed': 'All conditions of the next step of its ladder hold. Nobody but a person takes it.',
  'standing.lost':
    'A rate rose beyond its bound, with the cases that count against it. The change of stage follows.',
  'rule.proposed':
    'Somebody proposed a change of the boundary or of another file, with what the back-test said of it; of a rule update, with its proof.',
  'rule.accepted': 'Somebody else accepted the change.',
  'rule.declined': 'Somebody declined the change, or who proposed it took it back.',
  'boundary.changed': 'This is the text of the boundary in force from now on.',
  'file.changed':
    'This is the text of another file of the workflow in force from now on: its table, its playbook, a default.',
  'file.pulled': 'What the console had changed of that file stands in the folder now.',
  'policy.changed':
    'A person said that the policy has changed: what was proved before it for these kinds counts no more.',
  'lane.opened': 'Evidence reached its level for the sure plans of one version of an agent.',
  'lane.closed': 'Evidence fell below its level, or a change of policy ended it.',
  'boundary.pulled': 'What the console had changed stands in the files now.',
};

const DESK_MEANS: Record<keyof typeof DESK_ENTRIES, string> = {
  'switch.thrown': 'Somebody, or a rule, threw a switch; a drill stops nothing.',
  'switch.released': 'Somebody released it: what waited goes on, and is ruled again.',
  'link.made': 'Somebody made a signed link that stops and does nothing else.',
  'link.revoked': 'The link stops nothing any more.',
  'person.away': 'Somebody is away until a time, and another decides in their place.',
  'person.back': 'They are back.',
  'assumptions.changed':
    'Somebody said what an assumption of the return on cost is, and why; null takes back what was said.',
};

const ROLLBACK_MEANS: Record<keyof typeof ROLLBACK_ENTRIES, string> = {
  'rollback.planned':
    'What would be taken back of a slice of the log, what cannot be, and what others changed since.',
  'rollback.started': 'Somebody reviewed the plan and let it run.',
  'rollback.paused': 'It waits: somebody paused it, a switch is thrown, or a system does not answer.',
  'rollback.resumed': 'It goes on.',
  'rollback.cancelled': 'Somebody ended it. What was taken back stays taken back.',
  'rollback.items': 'What became of some of its actions.',
  'rollback.done': 'It ran to its end, with what became of how many.',
};

const REPORT_MEANS: Record<keyof typeof REPORT_ENTRIES, string> = {
  'report.intended':
    'This process is about to mail the report to somebody: no other does. The intent is the claim.',
  'report.sent': 'The mail server said that it has taken it.',
  'report.failed': 'It was surely not taken; it is tried again at a time, or not any more.',
  'report.unknown': 'Whether it was taken is not known. Nobody sends it again by itself.',
};

const SCHEDULE_MEANS: Record<keyof typeof SCHEDULE_ENTRIES, string> = {
  'reports.scheduled': 'What `reports:` of remit.yaml says from now on.',
};

const TOKEN_MEANS: Record<keyof typeof TOKEN_ENTRIES, string> = {
  'token.made':
    'A person made a token for a program: what it may, as which agent, in which workflows. Of its secret there is the hash only.',
  'token.withdrawn': 'The token opens nothing any more.',
};

const SESSION_MEANS: Record<keyof typeof SESSION_ENTRIES, string> = {
  'session.opened': 'An agent from outside began to read and call through the gateway of a workflow.',
  'session.read': 'It read something of the map. What it was told is private.',
  'session.refused': 'It asked for something that the map of the workflow does not have, and got nothing.',
};

const SYSTEM_MEANS: Record<keyof typeof SYSTEM_ENTRIES, string> = {
  'system.down':
    'So many calls in a row got no answer that nothing more is sent to it; cases that need it wait.',
  'system.up': 'It answers again, and what waited for it goes on.',
};

const OUTGOING_MEANS: Record<keyof typeof OUTGOING_ENTRIES, string> = {
  'hook.stopped':
    'Nothing got through to a webhook for days, or its receiver is gone: nothing more is sent, and what waits stays.',
  'hook.resumed': 'A person let it go on.',
};

type Shapes = Record<string, { body: z.ZodType; private?: z.ZodType }>;

/** One section for each kind of entry of the streams beside those of cases. */
export function otherEntries(): string {
  return [
    '### workflow/NAME',
    ...sections(WORKFLOW_ENTRIES, WORKFLOW_MEANS),
    '### desk/switches, desk/assumptions and person/ID',
    ...sections(DESK_ENTRIES, DESK_MEANS),
    '### report/PERIOD.DATE',
    ...sections(REPORT_ENTRIES, REPORT_MEANS),
    '### desk/reports',
    ...sections(SCHEDULE_ENTRIES, SCHEDULE_MEANS),
    '### token/ID',
    ...sections(TOKEN_ENTRIES, TOKEN_MEANS),
    '### session/ID',
    ...sections(SESSION_ENTRIES, SESSION_MEANS),
    '### outgoing/NAME',
    ...sections(OUTGOING_ENTRIES, OUTGOING_MEANS),
    '### system/NAME',
    ...sections(SYSTEM_ENTRIES, SYSTEM_MEANS),
    '### rollback/ID',
    ...sections(ROLLBACK_ENTRIES, ROLLBACK_MEANS),
  ].join('\n\n');
}

function sections(shapes: Shapes, means: Record<string, string>): string[] {
  return Object.entries(shapes).map(([kind, { body, private: hidden }]) => {
    const parts = [`#### ${kind}`, means[kind] ?? '', code(`body ${notation(body)}`)];
    if (hidden) parts.push(code(`private ${notation(hidden)}`));
    return parts.join('\n\n');
  });
}
