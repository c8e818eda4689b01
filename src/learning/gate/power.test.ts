import { describe, expect, test } from 'vitest';
import { seeded } from '../standing/story.ts';
import { addCase, logEvidence, newCertificate } from './certificate.ts';

const DELTA = 0.05;
const LIVES = 201;
/** The median of 201 lives swings by about a tenth. */
const SLACK = 0.15;

function labelsNeeded(alpha: number, risk: number, random: () => number): number {
  const certificate = newCertificate(alpha);
  let cases = 0;
  while (logEvidence(certificate) < Math.log(1 / DELTA)) {
    addCase(certificate, random() < risk, 1);
    cases++;
  }
  return cases;
}

describe('to open one lane at an error level of one in twenty', () => {
  // Where nobody ever disagrees it is 81, 206 and 415; see the tests of a certificate.
  test.each([
    [0.05, 0.25, 130],
    [0.02, 0.25, 330],
    [0.01, 0.25, 660],
    [0.05, 0.5, 341],
    [0.02, 0.5, 936],
    [0.01, 0.5, 1_877],
  ])('at alpha %d and %d of it in truth, the median life takes about %i decisions', (alpha, part, median) => {
    const random = seeded(21);
    const needed = Array.from({ length: LIVES }, () => labelsNeeded(alpha, part * alpha, random));
    needed.sort((a, b) => a - b);
    expect(needed[(LIVES - 1) / 2]).toBeGreaterThan(median * (1 - SLACK));
    expect(needed[(LIVES - 1) / 2]).toBeLessThan(median * (1 + SLACK));
  });
});
