import MailComposer from 'nodemailer/lib/mail-composer';
import { reportHtml } from '../../../evidence/report/html.ts';
import type { Report } from '../../../evidence/report/schema.ts';
import { reportText } from '../../../evidence/report/text.ts';
import type { Workspace } from '../../../workspace/schema.ts';
import { styleOf } from '../../returns/assumptions.ts';
import { reportPdf } from '../pdf/report.ts';

/** Of whom it is from, to whom, and by which id mail programs tell it from a second copy. */
export interface Addressed {
  from: string;
  to: { name: string; email: string };
  messageId: string;
}

/** A report as a letter: plain text, simple HTML, and the PDF attached. */
export async function composeReport(
  workspace: Workspace,
  report: Report,
  { from, to, messageId }: Addressed,
): Promise<Buffer> {
  const options = { style: styleOf(workspace), console: workspace.mail?.console ?? null };
  const pdf = await reportPdf(report, { ...options, business: workspace.name });
  const composer = new MailComposer({
    from,
    to: { name: to.name, address: to.email },
    subject: `${workspace.name}: ${report.title}`,
    messageId: `<${messageId}>`,
    date: new Date(report.made_at),
    text: reportText(report, options),
    html: reportHtml(report, options),
    // Programs that answer mail by themselves leave this one alone (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: [{ filename: `${report.id}.pdf`, content: pdf, contentType: 'application/pdf' }],
  });
  return composer.compile().build();
}

/** `a@b.org` of `Remit <a@b.org>`. */
export function addressIn(from: string): string {
  return /<([^<>\s]+)>/.exec(from)?.[1] ?? from.trim();
}
