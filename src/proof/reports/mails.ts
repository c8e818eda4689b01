import { mailName } from '../../evidence/report/due.ts';
import { mailsOf, type MailState } from '../../evidence/report/mails.ts';
import type { Span } from '../../evidence/report/schema.ts';
import { listed } from '../../evidence/words.ts';
import type { Entry } from '../../log/schema.ts';
import { namesIn } from '../../people/names.ts';
import type { MailSettings } from '../../workspace/reporting.ts';
import type { Workspace } from '../../workspace/schema.ts';

/** Whether and how mail leaves, in a sentence; never who signs in, nor with what. */
export function tellMail(mail: MailSettings | null): { configured: boolean; says: string } {
  if (!mail)
    return { configured: false, says: 'Reports are pages and PDFs only: remit.yaml says nothing of mail.' };
  const { missing, host, port, from } = mail;
  if (missing.length > 0) {
    const names = listed(missing);
    return {
      configured: false,
      says: `Reports are pages and PDFs only: mail needs ${names}, which ${missing.length === 1 ? 'is' : 'are'} not set in the environment.`,
    };
  }
  return { configured: true, says: `Mail leaves by ${host}:${port}, from ${from}.` };
}

/** The mails of one report: those that were tried, and those that are still to come. */
export function tellMails(workspace: Workspace, span: Span, entries: readonly Entry[]) {
  const known = mailsOf(entries);
  const names = namesIn(workspace);
  const told = [...known.values()].map((mail) => ({
    to: mail.to,
    name: names(mail.to),
    for: mail.workflows,
    state: mail.state,
    at: mail.at.toISOString(),
    says: sayMail(mail),
  }));
  const waiting = workspace.reports
    .filter(({ every }) => every === span.period)
    .flatMap(({ to, for: workflows }) =>
      to
        .filter((id) => !known.has(mailName(id, workflows)))
        .map((id) => ({
          to: id,
          name: names(id),
          for: workflows,
          state: 'waiting' as const,
          at: null,
          says: 'Not sent.',
        })),
    );
  return [...told, ...waiting];
}

/** What is known of one mail, in a sentence. */
export function sayMail({ state, says, tries }: MailState): string {
  const times = tries === 1 ? '' : `, after ${tries} tries`;
  switch (state) {
    case 'sent':
      return `The mail server took it${times}.`;
    case 'sending':
      return 'On its way to the mail server.';
    case 'failed':
      return `Not taken, tried again: ${says}`;
    case 'given_up':
      return `Not taken${times}, and not tried any more: ${says}`;
    case 'not_known':
      return `Not known whether the mail server took it: ${says} It is not sent again by itself.`;
  }
}
