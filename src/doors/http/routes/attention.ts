import { rate } from '../../../evidence/rate.ts';
import { sayCaught } from '../../../evidence/attention/person.ts';
import { labelFrom, listWords } from '../../../flow/say/words.ts';
import { LOOKED_BACK_MS, readChecks, readLooks, readTwice } from '../../../proof/attention/read.ts';
import { mondayOf, readAuditWeeks } from '../../../proof/attention/weeks.ts';
import { AppError } from '../../../runtime/errors.ts';
import { OWNER } from '../../../workspace/schema.ts';
import { blindly } from '../../../flow/case/blind.ts';
import { streamOf } from '../../../flow/world.ts';
import type { Door } from '../door.ts';
import { workflowNamed } from '../serve/named.ts';
import { on } from '../serve/route.ts';
import { showAgreement, showLook } from '../show/attention.ts';
import { showCase } from '../show/case.ts';

const DAY_MS = 86_400_000;

export const attentionRoutes = [
  on('attention')(async ({ door, query, person }) => {
    const { world } = door;
    const workspace = world.workspace();
    const from = new Date(world.now().getTime() - query.days * DAY_MS);
    const mine = person();
    const known = await readKnown(door, mine.id);
    return {
      from: from.toISOString(),
      set: Object.values(workspace.workflows)
        .filter(({ attention }) => attention.checks > 0 || attention.second > 0)
        .map(({ name, label, attention }) => ({ workflow: name, label, ...attention })),
      mine: showLook(workspace, mine, known, from),
    };
  }),

  on('reviewers')(async ({ door, query, person }) => {
    const { world } = door;
    const workspace = world.workspace();
    const who = person();
    if (!who.roles.includes(OWNER)) {
      throw new AppError(
        'forbidden',
        `How others look is shown to owners; ${who.name} is ${who.roles.join(', ')}.`,
        {
          suggestion: 'Your own page is /attention.',
        },
      );
    }
    const from = new Date(world.now().getTime() - query.days * DAY_MS);
    const known = await readKnown(door, null);
    const reviewers = workspace.people
      .map((each) => showLook(workspace, each, known, from))
      .filter(({ decisions, checks }) => decisions > 0 || checks.caught !== null);
    const since = known.checks.filter(({ at }) => at >= from);
    const caught = { count: since.filter((one) => one.caught).length, of: since.length };
    const warned = reviewers.filter(({ quick }) => quick.warns).map(({ name }) => name);
    const warning =
      warned.length === 0 ? '' : ` A run of approvals in less than a second goes on: ${listWords(warned)}.`;
    return {
      from: from.toISOString(),
      reviewers,
      checks: rate(caught.count, caught.of),
      agreement: showAgreement(
        workspace,
        known.twice.filter(({ at }) => at >= from),
      ),
      says: `${sayCaught(caught)}${warning}`,
    };
  }),

  on('audit_weeks')(async ({ door, query }) => {
    const { world, pool } = door;
    const workspace = world.workspace();
    const { weeks, workflow } = query;
    if (workflow !== undefined && !Object.hasOwn(workspace.workflows, workflow))
      throw new AppError('not_found', `There is no workflow ${workflow.slice(0, 80)}.`, { path: 'workflow' });
    const now = world.now();
    const from = mondayOf(now, weeks, workspace.timeZone);
    const read = await readAuditWeeks(pool, workspace, { from, now, workflow });
    return {
      from: from.toISOString(),
      workflows: read.map(({ deviations, ...one }) => ({
        ...one,
        deviations: deviations.map(({ changed, ...each }) => ({
          ...each,
          says:
            changed.length === 0
              ? 'The person would have done otherwise.'
              : `Another ${listWords(changed.map((name) => labelFrom(name).toLowerCase()))}.`,
        })),
      })),
    };
  }),
  // After the weeks: the name of a case is whatever else stands there.
  on('audit_case')(async ({ door, id }) => {
    const { world } = door;
    const state = blindly(id, await world.log.read(streamOf(id)));
    if (!state) throw new AppError('not_found', `There is no case ${id.slice(0, 80)}.`, { path: 'id' });
    const workspace = world.workspace();
    const nothing = { undo: () => NO_UNDO, earlier: [], decidedAt: new Map<string, string>() };
    const workflow = workflowNamed(workspace, state.workflow);
    return showCase(state, { ...nothing, away: {}, workspace, workflow, now: world.now() });
  }),
];

const NO_UNDO = { ok: false as const, says: 'Nothing is taken back from here.' };

async function readKnown({ pool, world }: Door, person: string | null) {
  const since = new Date(world.now().getTime() - LOOKED_BACK_MS);
  const [looks, checks, twice] = await Promise.all([
    readLooks(pool, since, person),
    readChecks(pool, since, person),
    readTwice(pool, since, person),
  ]);
  return { looks, checks, twice };
}
