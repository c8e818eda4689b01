import { hasRight } from '../../../people/rights.ts';
import {
  lastUses,
  listTokens,
  makeToken,
  TOKEN_RIGHTS,
  withdrawToken,
} from '../../../people/tokens/index.ts';
import { readCursor, writeCursor } from '../read/cursor.ts';
import { PERSON_HEADER, on } from '../serve/route.ts';
import { RIGHT_SAYS, showToken } from '../show/tokens.ts';

export const tokenRoutes = [
  on('tokens')(async ({ door, query: { cursor, limit }, header }) => {
    const { world, pool } = door;
    const workspace = world.workspace();
    const person = workspace.people.find(({ id }) => id === header(PERSON_HEADER));
    const [before] = readCursor(cursor, 1) ?? [];
    const tokens = await listTokens(pool, world.log, { before: before ?? undefined, limit });
    const uses = await lastUses(
      pool,
      tokens.map(({ id: token }) => token),
    );
    const last = tokens.at(-1);
    return {
      tokens: tokens.map((token) => showToken(token, world.now(), uses.get(token.id))),
      next: last && tokens.length === limit ? writeCursor([last.id]) : null,
      may_make: person !== undefined && hasRight(workspace, person, 'give_tokens'),
      rights: TOKEN_RIGHTS.map((right) => ({ right, says: RIGHT_SAYS[right] })),
    };
  }),
  on(
    'make_token',
    201,
  )(async ({ door: { world }, body, person }) => {
    const { text, token } = await makeToken(world, person(), body);
    return { text, token: showToken(token, world.now()) };
  }),
  on('withdraw_token')(async ({ door: { world, pool }, id, body, person }) => {
    const token = await withdrawToken(world, person(), { id, because: body.because });
    const uses = await lastUses(pool, [id]);
    return showToken(token, world.now(), uses.get(id));
  }),
];
