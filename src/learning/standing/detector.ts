/**
 * Evidence that people disagree with more than a share `risk` of some cases by now: the e-detector of Shin, Ramdas &
 * Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (New England Journal of Statistics
 * in Data Science 2, 2024), of Shiryaev–Roberts type, as in `src/evidence/stepdown.ts`, here with weights:
 *
 *     M_n = (M_{n−1} + 1) · (1 + λ w (L − risk)),    λ = (q − risk) / (risk (1 − risk)) for several q > risk
 *
 * While the risk is at most `risk`, M_n − n is a supermartingale, so that it takes at least `PER` cases on average
 * until the mean of the M reaches `PER`. A long good record does not hide what goes wrong now.
 */
export type Detector = { of: number; deviations: number; evidence: number[] };

/** On average at most one wrong alarm in so many cases whose risk is exactly what is borne; a risk five times as high is found after some 140. */
export const PER = 20_000;
/** Each bet is made as if the risk had risen to so many times what is borne. */
const RISEN = [1.5, 2, 3, 5, 10];
const RISEN_MAX = 0.95;
/** Evidence far beyond the alarm is kept as this. */
const EVIDENCE_MAX = 1e12;

export function newDetector(): Detector {
  return { of: 0, deviations: 0, evidence: RISEN.map(() => 0) };
}

/** One more observed case; returns whether the alarm is raised. */
export function detect(detector: Detector, risk: number, deviated: boolean, weight: number): boolean {
  RISEN.forEach((times, i) => {
    const risen = Math.max(risk, Math.min(RISEN_MAX, times * risk));
    const bet = (risen - risk) / (risk * (1 - risk));
    const step = 1 + bet * weight * ((deviated ? 1 : 0) - risk);
    detector.evidence[i] = Math.min(EVIDENCE_MAX, (detector.evidence[i]! + 1) * step);
  });
  detector.of++;
  if (deviated) detector.deviations++;
  return alarmShare(detector) >= 1;
}

/** The evidence as a share of what raises the alarm. */
export function alarmShare({ evidence }: Detector): number {
  return evidence.reduce((sum, each) => sum + each, 0) / evidence.length / PER;
}
