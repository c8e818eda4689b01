import type { Definition } from './define.ts';

const SHARE =
  'a share with the interval of Wilson (1927, Journal of the American Statistical Association 22)';
const NEWCOMBE =
  'differences by Newcombe (1998, Statistics in Medicine 17, method 10), kind by kind, put together by Zou & Donner (2008, Statistics in Medicine 27)';
const MEDIAN =
  'the median of the curve of Kaplan & Meier (1958, Journal of the American Statistical Association 53), in which what is open is censored at its age, with the interval of Brookmeyer & Crowley (1982, Biometrics 38) on the log-log scale';
const CURVES =
  'differences of the medians of both curves with the kinds mixed alike, by Zou & Donner (2008, Statistics in Medicine 27)';
const SUM =
  'a sum ± 1.96 √Σx², as of a compound Poisson sum: what another such period would bring, where the largest amounts are not a large part of it';

/** How a number and its interval are made, with the source, as docs/metrics.md says it of each. */
export function methodOf({ id, measure, people }: Definition): string {
  switch (measure.as) {
    case 'share': {
      const bound =
        id === 'audit_deviation'
          ? ', and the exact one-sided upper bound of Clopper & Pearson (1934, Biometrika 26)'
          : '';
      return `${SHARE}${bound}${people ? `; ${NEWCOMBE}` : ''}.`;
    }
    case 'time':
      return `${MEDIAN}; ${CURVES}.`;
    case 'mean':
      return 'a mean with the normal interval of a mean, kept within 0 and 1.';
    case 'money':
      return people
        ? `${SUM}; differences of the means per decision by Welch (1947, Biometrika 34), kind by kind.`
        : `${SUM}.`;
    case 'spend':
      return `${SUM}.`;
    case 'hours':
      return 'a sum of differences of means with its normal interval; the shortest part of people’s work as in the trimming bounds of Lee (2009, Review of Economic Studies 76).';
    case 'backlog':
      return 'counted, so that there is no interval.';
  }
}
