import { contract, LiveEvent, Problem } from '../../src/doors/http/contract.ts';
import { ERROR_STATUS, type ErrorCode } from '../../src/runtime/errors.ts';
import { notation } from './notation.ts';
import { code, table } from './page.ts';

const operations = Object.entries(contract);

export function overview(): string {
  return table(
    ['request', 'what it does'],
    operations.map(([, { method, path, says }]) => [`\`${method} ${path}\``, says]),
  );
}

/** One section for each operation: what goes in, what comes out. */
export function details(): string {
  return operations
    .map(([name, { method, path, says, query, body, answer }]) => {
      const parts = [`### ${name}`, `\`${method} ${path}\` ${says}`];
      if (notation(query) !== '{}') parts.push(code(`query ${notation(query)}`));
      if (notation(body) !== '{}') parts.push(code(`body ${notation(body)}`));
      parts.push(code(`answer ${notation(answer)}`));
      return parts.join('\n\n');
    })
    .join('\n\n');
}

export function problem(): string {
  return code(notation(Problem));
}

export function live(): string {
  return code(notation(LiveEvent).split(' | ').join('\n'));
}

const ERROR_MEANS: Record<ErrorCode, string> = {
  invalid: 'something in the request is not as it must be; `path` says where',
  unauthorized: 'the token is none, or is good for nothing any more',
  forbidden: 'who acts is not said or not known, or the request comes from where it must not',
  not_found: 'there is no such case, review, workflow or page',
  conflict: 'somebody was quicker, or the case has moved on: read it again',
  gone: 'it was there and is over, such as a review that expired',
  stale: 'it has changed since the caller read it, as `If-Match` says',
  too_large: 'more than a limit allows',
  refused: 'the boundary, or the state of the case, does not allow it',
  unavailable: 'the database, or room for one more, is missing just now',
};

export function errors(): string {
  const rows = Object.entries(ERROR_STATUS).map(([code, status]) => [
    `\`${code}\``,
    String(status),
    ERROR_MEANS[code as ErrorCode],
  ]);
  return table(['code', 'status', 'meaning'], rows);
}
