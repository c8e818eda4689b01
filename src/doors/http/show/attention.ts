import type { z } from 'zod';
import type { Answered, Look, Twice } from '../../../evidence/attention/schema.ts';
import { agreementOf, personLooks, sayCaught, sayQuick } from '../../../evidence/attention/person.ts';
import { rate } from '../../../evidence/rate.ts';
import { counted } from '../../../evidence/words.ts';
import { MISTAKES } from '../../../flow/review/schema.ts';
import { labelFrom } from '../../../flow/say/words.ts';
import type { Person, Workspace } from '../../../workspace/schema.ts';
import type { AgreementAnswer, LookAnswer } from '../answers/attention.ts';

type LookShown = z.output<typeof LookAnswer>;
type AgreementShown = z.output<typeof AgreementAnswer>;

/** So many checks and cases are listed. */
const LISTED_MAX = 20;
/** Of a run so many of its cases are named. */
const RUN_CASES_MAX = 50;

/** What was read of how people look. */
export interface Known {
  looks: Look[];
  checks: Answered[];
  twice: Twice[];
}

/** How one person looks before they decide. */
export function showLook(workspace: Workspace, person: Person, known: Known, from: Date): LookShown {
  const { id, name } = person;
  const mine = {
    looks: known.looks.filter(({ by }) => by === id),
    checks: known.checks.filter(({ by }) => by === id),
  };
  const looks = personLooks(id, mine, from);
  const { quick, caught, factor } = looks;
  return {
    person: id,
    name,
    decisions: looks.decisions,
    timed: looks.timed,
    pace: looks.pace && {
      seconds: looks.pace.value,
      low: looks.pace.low,
      high: looks.pace.high,
      tenth: looks.pace.tenth,
      ninetieth: looks.pace.ninetieth,
    },
    opened: looks.opened.flatMap(({ part, label, count, of }) => {
      const share = rate(count, of);
      return share ? [{ part, label, rate: share }] : [];
    }),
    quick: {
      rate: rate(quick.count, quick.of),
      needed: looks.needed,
      run: looks.run,
      warns: looks.run >= looks.needed,
      says: sayQuick(looks),
      runs: looks.runs.slice(0, LISTED_MAX).map(({ from: began, to, length, cases }) => ({
        from: began.toISOString(),
        to: to.toISOString(),
        length,
        cases: cases.slice(-RUN_CASES_MAX),
      })),
    },
    checks: {
      caught: rate(caught.count, caught.of),
      says: sayCaught(caught),
      recent: mine.checks
        .filter(({ at }) => at >= from)
        .toReversed()
        .slice(0, LISTED_MAX)
        .map(({ at, mistake, case: id, says, caught: isCaught }) => ({
          case: id,
          says,
          caught: isCaught,
          at: at.toISOString(),
          mistake: MISTAKES.find((one) => one === mistake) ?? 'wrong_play',
        })),
    },
    agreement: showAgreement(
      workspace,
      known.twice.filter(({ first, second, at }) => at >= from && (first.by === id || second.by === id)),
    ),
    weight: factor,
    says: sayLook(looks.decisions, looks.timed),
  };
}

function sayLook(decisions: number, timed: number): string {
  if (decisions === 0) return 'Nothing was decided in this time.';
  const known = timed === decisions ? 'each timed' : `${timed} of them timed`;
  return `${counted(decisions, 'decision')} in this time, ${known}. Only the time counts in which the page was visible and the case in front.`;
}

/** How far people agree who judged the same cases; the newest cases on which they did not. */
export function showAgreement(workspace: Workspace, twice: Twice[]): AgreementShown {
  return {
    ...agreementOf(twice),
    cases: twice
      .filter(({ agreed }) => !agreed)
      .toReversed()
      .slice(0, LISTED_MAX)
      .map(({ case: id, at, first, second }) => ({
        case: id,
        at: at.toISOString(),
        first: playIn(workspace, first.play),
        second: playIn(workspace, second.play),
      })),
  };
}

/** A play's label, whichever workflow has it. */
function playIn({ workflows }: Workspace, play: string): string {
  if (play === '') return 'Something else';
  const found = Object.values(workflows).find(({ plays }) => Object.hasOwn(plays, play));
  return found?.plays[play]?.label ?? labelFrom(play);
}
