import { fieldsOf, textsOf, type Language, type Naming } from '../../evidence/mining/index.ts';
import { kindLabel, playLabel } from '../../flow/say/words.ts';
import { parseMoney, showMoney } from '../../workspace/money.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** What conditions of a workflow may speak of. */
export function languageOf(workspace: Pick<Workspace, 'currency'>, workflow: Workflow): Language {
  const { fields, text } = workflow.event;
  return {
    fields: fieldsOf(fields, workflow.facts),
    texts: textsOf(fields, text),
    currency: workspace.currency,
  };
}

/** How sentences about a workflow name its kinds, plays and amounts. */
export function namingOf({ locale }: Pick<Workspace, 'locale'>, workflow: Workflow): Naming {
  const { kinds, plays } = workflow;
  return {
    kinds: Object.fromEntries(kinds.map(({ name }) => [name, kindLabel(name, workflow) ?? name])),
    plays: Object.fromEntries(Object.keys(plays).map((name) => [name, playLabel(name, workflow)])),
    money(amount) {
      const money = parseMoney(amount);
      return money ? showMoney(money, locale) : amount;
    },
  };
}
