import { readExceptions } from '../../../proof/exceptions/index.ts';
import { judgePrecedent, readPrecedents } from '../../../proof/precedents/index.ts';
import {
  acceptUpdate,
  declineUpdate,
  readUpdate,
  readUpdates,
  ruleFromCase,
} from '../../../proof/updates/index.ts';
import { givenTime } from '../../../runtime/given_time.ts';
import type { Person } from '../../../workspace/schema.ts';
import { caseWorkflow } from '../read/case_workflow.ts';
import { workflowNamed } from '../serve/named.ts';
import { on, PERSON_HEADER, type Call } from '../serve/route.ts';

/** A page does not wait longer for a look through the log: it shows what is known, and asks again. */
const PATIENCE_MS = 300;
const WEEK_MS = 7 * 86_400_000;

/** Who looks, where the request says so: it decides only what is offered. */
function looking({ header, person }: Pick<Call<'update'>, 'header' | 'person'>): Person | null {
  return header(PERSON_HEADER) === undefined ? null : person();
}

export const updatesRoutes = [
  on('updates')(({ door, query }) => {
    const { workflows } = door.world.workspace();
    if (query.workflow !== undefined) workflowNamed(door.world.workspace(), query.workflow);
    const names = query.workflow ? [query.workflow] : Object.keys(workflows);
    return readUpdates(door.world, door.pool, names, PATIENCE_MS);
  }),
  on('update')(({ door, id, ...call }) => readUpdate(door.world, door.pool, id, looking(call))),
  on('accept_update')(({ door, id, body, person }) =>
    acceptUpdate(door.world, door.pool, person(), id, body),
  ),
  on('decline_update')(({ door, id, body, person }) =>
    declineUpdate(door.world, door.pool, person(), id, body.because),
  ),
  on('rule_from_case')(async ({ door, id, body }) => {
    const workflow = workflowNamed(door.world.workspace(), await caseWorkflow(door.pool, id));
    return ruleFromCase(door.world, door.pool, workflow, id, body.parts);
  }),
  on('exceptions')(({ door, query: { workflow, cause, ...query } }) => {
    if (workflow !== undefined) workflowNamed(door.world.workspace(), workflow);
    const to = timeOf(query.to, 'to') ?? door.world.now();
    const from = timeOf(query.from, 'from') ?? new Date(to.getTime() - WEEK_MS);
    return readExceptions(door.world, door.pool, { workflow, cause, from, to, patienceMs: PATIENCE_MS });
  }),
  on('precedents')(({ door, query }) => readPrecedents(door.world, door.pool, query.workflow)),
  on('judge_precedent')(({ door, id, body, person }) => judgePrecedent(door.world, person(), id, body)),
];

function timeOf(given: string | undefined, path: string): Date | undefined {
  return given === undefined || given === '' ? undefined : givenTime(given, path);
}
