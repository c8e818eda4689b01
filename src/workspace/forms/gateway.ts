import { z } from 'zod';
import { Templates } from '../systems/offers.ts';
import { entry } from './form.ts';

/** `gateway:` of workflow.yaml: how a call of an agent from outside becomes an event of the workflow, by write. */
export const GatewayForm = z
  .record(
    z.string(),
    entry({
      /** Fields of the event, as templates over `args`. */
      fields: Templates.default({}),
      /** The kind of a case that such a call opens. */
      kind: z.string().optional(),
      /** It may be done several times in one case without a person looking. */
      again: z.boolean().default(false),
    }),
  )
  .default({});
export type GatewayForm = z.infer<typeof GatewayForm>;

/** `outside:` of workflow.yaml: names and versions of agents that Remit does not run, `{shop-bot: 1}`. */
export const OutsideForm = z
  .record(z.string().min(1), z.union([z.string().min(1), z.number()]).transform(String))
  .default({})
  .transform((named) => Object.entries(named).map(([name, version]) => ({ name, version })));
