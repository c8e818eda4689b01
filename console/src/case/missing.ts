import { humanise } from '../ui/words.ts';

const NEEDS = /^it needs (.+), which is not known$/;

/**
 * Why a fact is not known, with the labels of what it was to be read from: "it needs order.customer_id, which is not
 * known" → "needs “Order”, which is not known either". Other reasons are sentences already and stay as they are.
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
