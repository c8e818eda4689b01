import { loadRollback, planRollback, runRollback } from '../../../flow/rollback/index.ts';
import { undoPreview } from '../../../flow/index.ts';
import { isoOrNull } from '../../../flow/say/words.ts';
import { hasRight } from '../../../people/rights.ts';
import { readRollbacks } from '../read/rollbacks.ts';
import { on } from '../serve/route.ts';
import { showRollback } from '../show/rollback.ts';

export const rollbackRoutes = [
  on('rollbacks')(({ door, query }) => readRollbacks(door.pool, query)),

  on('plan_rollback')(({ door, body, person }) => planRollback(door.world, door.pool, person(), body)),

  on('rollback')(async ({ door, id, header }) => {
    const workspace = door.world.workspace();
    // Looking needs no name; running does.
    const who = workspace.people.find((person) => person.id === header('x-remit-person'));
    const may = who !== undefined && hasRight(workspace, who, 'roll_back');
    return showRollback(await loadRollback(door.world, id), workspace, may);
  }),

  on('run_rollback')(({ door, id, body, person }) => runRollback(door.world, person(), id, body)),

  on('undo_preview')(async ({ door, id, query }) => {
    const { until, ...preview } = await undoPreview(door.world, id, query.key);
    return { ...preview, until: isoOrNull(until) };
  }),
];
