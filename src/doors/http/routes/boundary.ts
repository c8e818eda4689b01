import {
  changeBoundary,
  checkChange,
  decideChange,
  readBoundary,
  readChanges,
} from '../../../authority/changes/index.ts';
import type { Person } from '../../../workspace/schema.ts';
import { workflowNamed } from '../serve/named.ts';
import { on, PERSON_HEADER, type Call } from '../serve/route.ts';

/** Who looks, where the request says so: reading and checking need nobody's name. */
function looking({ header, person }: Pick<Call<'boundary'>, 'header' | 'person'>): Person | null {
  return header(PERSON_HEADER) === undefined ? null : person();
}

export const boundaryRoutes = [
  on('boundary')(({ door, id, ...call }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return readBoundary(door.world, workflow, looking(call), door.file?.(workflow.name));
  }),
  on('check_boundary')(({ door, id, body, ...call }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return checkChange(door.world, door.pool, workflow, body, looking(call));
  }),
  on('change_boundary')(({ door, id, body, person }) => {
    const workflow = workflowNamed(door.world.workspace(), id);
    return changeBoundary(door.world, door.pool, person(), workflow, body);
  }),
  on('changes')(async ({ door, ...call }) => ({ changes: await readChanges(door.world, looking(call)) })),
  on('decide_change')(({ door, id, body, person }) =>
    decideChange(door.world, door.pool, person(), id, body),
  ),
];
