import type { WidenForm } from '../../authority/updates_schema.ts';
import { setLimits } from '../../boundary/edit/index.ts';
import type { Edited } from './edit/items.ts';
import { addRules } from './edit/others.ts';

const ID_CHARS = 40;

/** The boundary's text with a limit raised within its ceiling, or with rules that allow a play. */
export function widened(text: string, widen: WidenForm, because: string): Edited {
  if (widen.by === 'limit') {
    const set = setLimits(text, { [widen.limit]: widen.value }, { raisesCeilings: false });
    return set.ok ? set : { ok: false, says: set.faults[0]?.says ?? 'The limit cannot be set.' };
  }
  const id = `learned-allow-${widen.play}`.replaceAll('_', '-').slice(0, ID_CHARS);
  return addRules(
    text,
    widen.rules.map(({ on, when }) => ({ id, on, effect: 'allow' as const, when, because })),
  );
}
