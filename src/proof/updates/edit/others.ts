import { isMap } from 'yaml';
import { documentOf, insertItem, replaceScalar, scalarText, seqAt, textOf, type Edited } from './items.ts';
import { freeId } from './rows.ts';

/** A rule of a boundary as the file writes it. */
export interface NewRule {
  id: string;
  on: string;
  effect: 'allow' | 'approve' | 'human';
  when: string;
  because: string;
}

/** The boundary with further rules at the end of its list. The order of rules never matters. */
export function addRules(text: string, rules: readonly NewRule[]): Edited {
  return rules.reduce<Edited>(
    (edited, rule) => {
      const document = edited.ok ? documentOf(edited.text) : null;
      const list = document && seqAt(document, ['rules']);
      if (!edited.ok || !list || list.items.length === 0)
        return { ok: false, says: 'The boundary has no list of rules that could be added to.' };
      const ids = new Set(list.items.map((item) => textOf(item, 'id')));
      return insertItem(
        edited.text,
        list,
        { after: list.items.length - 1 },
        { ...rule, id: freeId(rule.id, ids) },
      );
    },
    { ok: true, text },
  );
}

/** The workflow's file with another default of a play's input. */
export function setDefault(text: string, play: string, input: string, value: string): Edited {
  const document = documentOf(text);
  const found: unknown = document?.getIn(['plays', play, 'inputs', input], true);
  if (!isMap(found))
    return { ok: false, says: `The input ${input} of ${play} is not written out in the file.` };
  const own: unknown = found.get('default', true);
  if (own === undefined) return { ok: false, says: `The input ${input} of ${play} has no default yet.` };
  return replaceScalar(text, own, scalarText(value));
}

/** The heading below which sentences from decisions stand. */
const LEARNED = '## Learned from decisions';

/** The playbook with one more sentence of what people decided, which people follow and a model is told. */
export function addSentence(text: string, sentence: string): Edited {
  const line = `- ${sentence.replaceAll(/\s+/g, ' ')}`;
  if (text.includes(line)) return { ok: false, says: 'The playbook says so already.' };
  const at = text.indexOf(`\n${LEARNED}\n`);
  if (at === -1) return { ok: true, text: `${text.trimEnd()}\n\n${LEARNED}\n\n${line}\n`.trimStart() };
  const next = text.indexOf('\n## ', at + 1);
  const end = next === -1 ? text.length : next;
  const rest = next === -1 ? '' : `\n${text.slice(end)}`;
  return { ok: true, text: `${text.slice(0, end).trimEnd()}\n${line}\n${rest}` };
}
