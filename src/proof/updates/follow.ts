import type { Pool } from 'pg';
import type { z } from 'zod';
import type { FollowedAnswer } from '../../doors/http/answers/updates.ts';
import type { Proposal } from '../../authority/changes/proposals.ts';
import { fitsAll, KIND_PATH } from '../../evidence/mining/index.ts';
import { rate } from '../../evidence/rate.ts';
import { replay } from '../../flow/case/replay.ts';
import { exampleOf } from '../../flow/plan/example.ts';
import { streamOf, type World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { sayFollowed } from './say.ts';

/** Of the rounds since, so many of the newest are looked at. */
const ROUNDS_MAX = 400;
const DAY_MS = 86_400_000;

interface Round {
  case_id: string;
  planned: string | null;
  decided: string | null;
  how: string | null;
  agreed: boolean | null;
  kind: string;
  conflict: boolean;
  reworked: boolean;
}

/** What became of the cases that an accepted update speaks of, since it is in force. */
export async function followed(
  world: Pick<World, 'log' | 'workspace' | 'now'>,
  pool: Pool,
  workflow: Workflow,
  { update, decidedAt }: Proposal,
): Promise<z.output<typeof FollowedAnswer> | null> {
  if (!update || !decidedAt) return null;
  const workspace = world.workspace();
  const { turn, literals } = update;
  const plays = [turn.planned, turn.to ?? turn.planned];
  const { rows } = await pool.query<Round>(
    `select case_id, planned, decided, how, agreed, kind, conflict, reworked from decisions
     where workflow = $1 and planned_at > $2 and planned = any($3) order by planned_at desc limit $4`,
    [workflow.name, decidedAt, plays, ROUNDS_MAX],
  );
  const streams = await world.log.readMany([...new Set(rows.map((row) => streamOf(row.case_id)))]);
  const matched = rows.filter((row) => {
    const state = replay(row.case_id, streams.get(streamOf(row.case_id)) ?? []);
    if (!state) return false;
    const text = state.messages.map((message) => message.text).join('\n\n');
    const known = { text, event: state.event, facts: state.facts ?? {} };
    const at = state.gatheredAt ?? state.openedAt;
    const { fields } = exampleOf(workspace, workflow, known, at);
    return fitsAll(literals, { fields: { ...fields, [KIND_PATH]: row.kind }, text: text.toLowerCase() });
  });
  const done = matched.filter(({ how }) => how !== null && how !== 'expired');
  const right = done.filter((row) => decidedAs(row) === turn.to).length;
  const told = {
    cases: matched.length,
    fits: rate(right, done.length),
    conflicts: matched.filter(({ conflict }) => conflict).length,
    rework: matched.filter(({ reworked }) => reworked).length,
  };
  const since = dayOf(decidedAt, world.now(), workspace.timeZone, workspace.locale);
  return { ...told, since: decidedAt.toISOString(), says: sayFollowed(since, told) };
}

/** The play that was carried out: as planned where it ran alone or people agreed. */
function decidedAs({ planned, decided, how, agreed }: Round): string | null {
  if (how === 'rejected') return null;
  return agreed === true || how === 'alone' ? planned : decided;
}

/** The name of the day within a week, the date before that. */
function dayOf(at: Date, now: Date, timeZone: string, locale: string): string {
  const isNear = now.getTime() - at.getTime() < 6 * DAY_MS;
  const form = isNear ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
  return new Intl.DateTimeFormat(locale, { ...form, timeZone }).format(at);
}
