import {
  audit,
  handle,
  late,
  load,
  preview,
  recordByHand,
  settle,
  undo,
  undoOffer,
} from '../../../flow/index.ts';
import type { CaseState } from '../../../flow/index.ts';
import { sayVerified } from '../../../flow/say/verified.ts';
import { verify } from '../../../log/index.ts';
import { shown } from '../../../flow/case/check.ts';
import { isSealed } from '../../../flow/case/sealed.ts';
import { NOBODY } from '../../../flow/plan/schema.ts';
import { actionByRef } from '../../../runtime/actions.ts';
import { drawnForAudit } from '../../../runtime/audits.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { Workflow } from '../../../workspace/schema.ts';
import type { Door } from '../door.ts';
import { readDecidedAt, readEarlier } from '../read/cases.ts';
import { on, PERSON_HEADER } from '../serve/route.ts';
import { foreignSource } from '../serve/source.ts';
import { showCase } from '../show/case.ts';
import { withCheck } from '../show/checked.ts';
import { showPlan } from '../show/plan.ts';
import { tellStory } from '../../../flow/say/story.ts';

const UNSAID = { agent: { ...NOBODY }, reason: '', confidence: 0 };

export const caseRoutes = [
  on('case')(async ({ door, id }) => {
    const { world, pool } = door;
    const state = await load(world, id);
    const workflow = workflowOf(door, state);
    const [earlier, decidedAt] = await Promise.all([
      readEarlier(pool, state, workflow),
      readDecidedAt(pool, state),
    ]);
    return showCase(shown(state), {
      away: door.world.away(),
      workspace: world.workspace(),
      workflow,
      now: world.now(),
      undo: (action) => undoOffer(world.workspace(), action, state.actions, world.now()),
      earlier,
      decidedAt,
    });
  }),

  on('story')(async ({ door, id }) => {
    const stream = `case/${id}`;
    const [entries, report] = await Promise.all([door.world.log.read(stream), verify(door.pool, { stream })]);
    const [first] = entries;
    if (!first) throw new AppError('not_found', `There is no case ${id.slice(0, 80)}.`, { path: 'id' });
    const workspace = door.world.workspace();
    const workflow = workspace.workflows[String(first.body['workflow'])];
    const told = tellStory(entries, workspace, workflow);
    return { entries: told, ...sayVerified({ ...report, entries: told.length }) };
  }),

  on('preview')(async ({ door, id, body, person }) => {
    person();
    const { world } = door;
    const state = await load(world, id);
    const { plan, ruling, problems } = await preview(world, id, body);
    // What the agent said of its own plan is none of the preview's business while that is sealed.
    const shown = isSealed(state) ? { ...plan, ...UNSAID } : plan;
    return { plan: showPlan({ plan: shown, ruling }, workflowOf(door, state), world.workspace()), problems };
  }),

  on('handle')(async ({ door, id, body, person }) =>
    withCheck(door, await handle(door.world, person(), id, body)),
  ),
  on('undo')(({ door, id, body, person }) => undo(door.world, person(), id, body.key, body)),
  on('settle')(({ door, id, body, person }) => settle(door.world, person(), id, body)),
  on('late')(({ door, body }) =>
    late(door.world, { ...body, source: foreignSource(body.source) }, (ref) => actionByRef(door.pool, ref)),
  ),
  on('record')(({ door, id, body, person }) => recordByHand(door.world, person(), id, body)),

  on('audits')(async ({ door, header }) => {
    const person = header(PERSON_HEADER) ?? null;
    const drawn = await drawnForAudit(door.pool, door.world.workspace(), door.world.now(), person);
    return { audits: drawn.map((one) => ({ ...one, closed_at: one.closed_at.toISOString() })) };
  }),
  on('audit')(({ door, id, body, person }) => audit(door.world, person(), id, body)),
];

function workflowOf(door: Door, state: CaseState): Workflow {
  const workflow = door.world.workspace().workflows[state.workflow];
  if (workflow) return workflow;
  throw new AppError('gone', `The workflow "${state.workflow}" of this case is no longer in the workspace.`, {
    suggestion:
      'Put its folder back to work on its cases; the log and the story of the case remain readable.',
    path: 'workflow',
  });
}
