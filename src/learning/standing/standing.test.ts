import { describe, expect, test } from 'vitest';
import { closeFor, newStanding, place, standingNow, summary, type StandingState } from './index.ts';
import { askNow, decided, hourOf, type Plan, seeded } from './story.ts';

const SURE: Plan = { kind: 'late', play: 'send_tracking', claimed: 0.98, risk: 0.002 };
const OTHER: Plan = { kind: 'damaged', play: 'refund', claimed: 0.98, risk: 0.002 };

function live(state: StandingState, plans: Plan[], from: number, to: number, seed = 1) {
  const random = seeded(seed);
  return Array.from({ length: to - from }, (_, at) =>
    decided(state, plans[at % plans.length]!, from + at, random),
  ).flatMap(({ changes }) => changes);
}

const limits = { risk: 0.02, error: 0.05 };

describe('a standing', () => {
  test('says of a new agent how many agreeing decisions are needed at least', () => {
    const state = newStanding(limits);
    expect(askNow(state, SURE, 0)).toMatchObject({ open: false, why: 'unsure', needed: 365 });
    expect(askNow(state, SURE, 0).says).toBe(
      'Too little is known of this agent yet: no decision has been held against its plans. At least 365 more agreeing decisions like this one are needed.',
    );
  });

  test('counts down to the day on which the lane opens, at the present rate', () => {
    const state = newStanding(limits);
    live(state, [{ ...SURE, risk: 0 }], 0, 300);
    const asked = askNow(state, SURE, 300);
    expect(asked).toMatchObject({ open: false, why: 'gathering' });
    // One decision an hour, as in the story.
    expect(asked.days).toBe(Math.round(asked.needed! / 24));
    expect(asked.says).toContain(
      `${asked.needed} more agreeing decisions like this one are needed, at the present rate about ${asked.days} days.`,
    );
    live(state, [{ ...SURE, risk: 0 }], 300, 300 + asked.needed! - 1);
    expect(askNow(state, SURE, 600).open).toBe(false);
    live(state, [{ ...SURE, risk: 0 }], 300 + asked.needed! - 1, 300 + asked.needed!);
    expect(askNow(state, SURE, 600)).toMatchObject({ open: true, why: 'earned' });
  });

  test('that is earned tells its record, and the live claim since the opening with its bound', () => {
    const state = newStanding(limits);
    live(state, [SURE], 0, 1_500);
    const { says, why } = askNow(state, SURE, 1_500);
    expect(why).toBe('earned');
    expect(says).toMatch(
      /^Earned: [\d,]+ of [\d,]+ decisions were? ?.*\. Since \d+ March 2026: [\d.]+ % were decided otherwise, at most [\d.]+ % \([\d,]+ of [\d,]+ decisions\)\.$/,
    );
    const { live: claim } = summary(state).groups[0]!;
    expect(claim!.atMost).toBeGreaterThan(claim!.rate!);
    expect(claim!.atMost).toBeLessThan(0.02);
  });

  test('holds back a plan of which the agent is not sure, and says from where on it would be', () => {
    const state = newStanding(limits);
    const doubtful: Plan = { kind: 'unclear', play: 'ask_back', claimed: 0.7, risk: 0.3 };
    live(state, [SURE, doubtful], 0, 2_000);
    const { why, says } = askNow(state, doubtful, 2_000);
    expect(why).toBe('unsure');
    expect(says).toMatch(/people would agree in about [67]\d(\.\d)? of 100 .* it takes [89]\d(\.\d)? /);
    expect(askNow(state, SURE, 2_000).open).toBe(true);
  });

  test('vetoes a kind whose own record is bad, leaves the others open, and lets it back on proof', () => {
    const state = newStanding(limits);
    live(state, [SURE, OTHER], 0, 1_200);
    expect(askNow(state, OTHER, 1_200).open).toBe(true);
    live(state, [SURE, SURE, SURE, SURE, { ...OTHER, risk: 0.5 }], 1_200, 1_500);
    const { why, says } = askNow(state, OTHER, 1_500);
    expect(why).toBe('vetoed');
    expect(says).toMatch(/^“damaged” with “refund” is held back since .* where 2 % are borne\.$/);
    expect(askNow(state, SURE, 1_500).open).toBe(true);
    live(state, [{ ...OTHER, risk: 0 }], 1_500, 2_000);
    expect(askNow(state, OTHER, 2_000).why).not.toBe('vetoed');
  });

  test('of an agent that is often wrong promises nothing, however many decisions there were', () => {
    const state = newStanding(limits);
    const poor: Plan = { ...SURE, claimed: 0.99, risk: 0.3 };
    live(state, [poor], 0, 1_000);
    const asked = askNow(state, poor, 1_000);
    expect(asked).toMatchObject({ open: false, why: 'unsure' });
    expect(asked.needed).toBeUndefined();
    expect(asked.says).toMatch(/none of its plans is sure enough for a risk of 2 % \(from 1,000 decisions\)/);
  });

  test('does not let a plan run that was vetoed when it was made', () => {
    const state = newStanding(limits);
    live(state, [{ ...OTHER, risk: 0 }], 0, 1_200);
    const { kind, play } = OTHER;
    const placed = place(state, { kind, play, confidence: OTHER.claimed });
    const now = hourOf(1_200);
    expect(standingNow(state, placed, { kind, play, now }).open).toBe(true);
    const asked = standingNow(state, { ...placed, vetoed: true }, { kind, play, now });
    expect(asked).toMatchObject({ open: false, why: 'vetoed' });
  });

  test('is lost when people begin to decide otherwise, and says on what', () => {
    const state = newStanding(limits);
    live(state, [SURE], 0, 2_000);
    const changes = live(state, [{ ...SURE, risk: 0.3 }], 2_000, 2_060);
    const lost = changes.filter(({ open }) => !open);
    expect(lost.length).toBeGreaterThan(0);
    expect(summary(state).groups[0]!.lost).not.toBeNull();
    expect(askNow(state, SURE, 2_060).open).toBe(false);
  });
});

describe('a change of policy', () => {
  test('closes the kinds that it touches at once, and no others', () => {
    const state = newStanding(limits);
    live(state, [SURE, OTHER], 0, 1_500);
    const before = place(state, { kind: SURE.kind, play: SURE.play, confidence: SURE.claimed });
    closeFor(state, ['late'], hourOf(1_500));
    const now = hourOf(1_501);
    const asked = standingNow(state, before, { kind: SURE.kind, play: SURE.play, now });
    expect(asked).toMatchObject({ open: false, why: 'policy' });
    expect(asked.says).toMatch(/^The policy changed on \d+ \w+ 2026, and evidence is gathered anew\./);
    expect(askNow(state, OTHER, 1_501).open).toBe(true);
    live(state, [SURE, OTHER], 1_501, 3_500);
    expect(askNow(state, SURE, 3_500)).toMatchObject({ open: true, why: 'earned' });
  });

  test('of everything tells every lane that it closed', () => {
    const state = newStanding(limits);
    live(state, [SURE, OTHER], 0, 1_500);
    const open = summary(state).groups[0]!.lanes.filter((lane) => lane.open);
    const closed = closeFor(state, null, hourOf(1_500));
    expect(closed).toHaveLength(open.length);
    expect(closed.every(({ why }) => why === 'policy')).toBe(true);
    expect(askNow(state, OTHER, 1_501).open).toBe(false);
  });

  test('asks for more each time, so that all beginnings together keep to the error level', () => {
    const state = newStanding(limits);
    const needed = () =>
      Math.min(
        ...summary(state)
          .groups.at(-1)!
          .lanes.map((lane) => lane.needed),
      );
    const first = needed();
    closeFor(state, ['late'], hourOf(1));
    const second = needed();
    closeFor(state, ['late'], hourOf(2));
    expect(second).toBeGreaterThan(first);
    expect(needed()).toBeGreaterThan(second);
  });
});

describe('a grant', () => {
  const granted = { ...limits, granted: true };

  test('opens from the start, is told as not proved, and is measured all the same', () => {
    const state = newStanding(granted);
    expect(askNow(state, SURE, 0)).toMatchObject({ open: true, why: 'granted' });
    live(state, [SURE], 0, 100);
    expect(askNow(state, SURE, 100).says).toMatch(
      /^Granted by a person, not proved\. Since .* at most .*\.$/,
    );
  });

  test('turns into something earned once evidence reaches its level', () => {
    const state = newStanding(granted);
    live(state, [SURE], 0, 1_500);
    expect(askNow(state, SURE, 1_500).why).toBe('earned');
  });

  test('is lost where people decide otherwise, and not for a single disagreement', () => {
    const state = newStanding(granted);
    live(state, [SURE], 0, 50);
    decided(state, { ...SURE, risk: 1 }, 50, seeded(2));
    expect(askNow(state, OTHER, 51).why).toBe('granted');
    live(state, [{ ...SURE, risk: 0.4 }], 51, 110);
    expect(askNow(state, OTHER, 110)).toMatchObject({ open: false, why: 'lost' });
    expect(askNow(state, OTHER, 110).says).toMatch(/^Lost on .* where 2 % are borne\./);
  });

  test('is kept at a risk below what is borne in all of 20 lives of 1,000 decisions', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const state = newStanding(granted);
      live(state, [{ ...SURE, risk: 0.01 }], 0, 1_000, seed);
      expect(summary(state).granted!.lost).toBeNull();
    }
  });
});

describe('any agent', () => {
  test('that claims too much is calibrated by its record, and one that claims too little as well', () => {
    const boaster = newStanding(limits);
    live(boaster, [{ ...SURE, claimed: 1, risk: 0.2 }], 0, 600);
    const claimed = place(boaster, { kind: 'late', play: 'send_tracking', confidence: 1 });
    expect(claimed.confidence).toBeLessThan(0.87);
    expect(claimed.confidence).toBeGreaterThan(0.73);
    const shy = newStanding(limits);
    live(shy, [{ ...SURE, claimed: 0.6, risk: 0 }], 0, 1_500);
    expect(askNow(shy, { ...SURE, claimed: 0.6 }, 1_500).open).toBe(true);
  });
});
