import { humanise } from '../ui/words.ts';

const NEEDS = /^it needs ([\w.]+(?:, [\w.]+)*), which is not known$/;

/**
 * Why a fact is not known. Where the log says it with the names of fields, as it once did, with the labels of what it was to be read from: "it needs order.customer_id, which is not
 * known" → "needs “Order”, which is not known either". Other reasons are plain words already and stay as they are.
 */
export function missingText(reason: string, facts: { name: string; label: string }[]): string {
  const paths = NEEDS.exec(reason)?.[1]?.split(', ');
  if (!paths) return reason;
  const labels = paths.map((path) => {
    const [source = '', field = ''] = path.split('.');
    const label = facts.find(({ name }) => name === source)?.label;
    const what = humanise(field || source).toLowerCase();
    if (source === 'event') return `the ${what} from the message`;
    return label ? `“${label}”, which is not known either` : `the ${what}`;
  });
  return [...new Set(labels)].map((label) => `needs ${label}`).join(' and ');
}
