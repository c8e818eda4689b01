import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { sayMailFault } from '../../mail/imap.ts';
import { AppError } from '../../runtime/errors.ts';
import type { MailFile } from '../../workspace/systems/mail.ts';
import type { MailRead, MailWrite } from '../../workspace/systems/mail_offers.ts';
import type { Advice, Probed, System } from '../schema.ts';
import { foldersOf } from './find.ts';
import { ImapLine } from './line.ts';
import { probeSmtp } from './probe.ts';
import { readMail } from './reads.ts';
import { discardDraft, draft, reply, send, type OnLine } from './writes.ts';

type Options = { signal: AbortSignal };

/** A mailbox: mails are read and drafts kept by IMAP, and mail leaves by SMTP. */
export class MailSystem implements System {
  readonly #file: MailFile;
  readonly #line: ImapLine | null;

  constructor(file: MailFile) {
    this.#file = file;
    this.#line = file.imap ? new ImapLine({ ...file.imap, password: file.passwords.imap }) : null;
  }

  async read(name: string, args: Record<string, unknown>, { signal }: Options): Promise<ReadAnswer> {
    const line = this.#line;
    if (!line || !Object.hasOwn(this.#file.reads, name)) throw this.#unknown(name);
    try {
      return await line.use(signal, (client) => readMail(client, this.#file, name as MailRead, args));
    } catch (error) {
      const { says, isFinal } = sayMailFault(error);
      const why = signal.aborted ? 'timeout' : 'unreachable';
      return { ok: false, why, says: `${this.#file.label} ${says}`, retry: !isFinal };
    }
  }

  /** Sends once, whatever comes of it. Before anything is sent, a fault of the mailbox says that nothing was. */
  async write(
    name: string,
    args: Record<string, unknown>,
    { key, signal }: Options & { key: string },
  ): Promise<WriteAnswer> {
    if (!Object.hasOwn(this.#file.writes, name)) throw this.#unknown(name);
    const line = this.#line;
    const onLine: OnLine | null = line && ((run) => line.use(signal, run));
    try {
      return await this.#written(name as MailWrite, args, key, onLine);
    } catch (error) {
      // All that throws here is the mailbox: what SMTP does is told, and a draft can be put in again.
      return { ok: false, why: 'not_sent', says: `${this.#file.label} ${sayMailFault(error).says}` };
    }
  }

  async #written(name: MailWrite, args: Record<string, unknown>, key: string, onLine: OnLine | null) {
    if (name === 'send') return send(this.#file, args, key, onLine);
    if (!onLine) throw this.#unknown(name);
    if (name === 'reply') return reply(this.#file, args, key, onLine);
    if (name === 'draft') return draft(this.#file, args, key, onLine);
    return discardDraft(this.#file, args, onLine);
  }

  /** Asked only of what declares no read to confirm by: mail that leaves without a mailbox to keep copies. */
  async confirm(): Promise<ConfirmAnswer> {
    return { known: false, says: `${this.#file.label} keeps no copies that it could be asked for` };
  }

  /** Signs in to both servers, and changes nothing. */
  async probe({ signal }: Options): Promise<Probed> {
    const { label, smtp, passwords } = this.#file;
    const warnings: Advice[] = [];
    if (this.#line) {
      const read = await this.#probeImap(this.#line, signal);
      if (!read.ok) return read;
      warnings.push(...(read.warnings ?? []));
    }
    const sends = smtp && (await probeSmtp(smtp, passwords.smtp));
    if (sends) return { ok: false, says: `${label} ${sends}`, todo: 'Look at smtp in its file.' };
    const does = [...(this.#line ? ['is read'] : []), ...(smtp ? ['sends'] : [])].join(' and ');
    return { ok: true, says: `${label} ${does}.`, warnings };
  }

  async #probeImap(line: ImapLine, signal: AbortSignal): Promise<Probed> {
    const { label, copies, smtp } = this.#file;
    try {
      const { sent, drafts } = await line.use(signal, (client) => foldersOf(client, this.#file));
      const todo = 'Name it under folders.';
      const warnings: Advice[] = [];
      if (sent === null && smtp && copies !== 'none')
        warnings.push({ says: `${label} has no folder of sent mail.`, todo });
      if (drafts === null) warnings.push({ says: `${label} has no folder of drafts.`, todo });
      return { ok: true, says: `${label} is read.`, warnings };
    } catch (error) {
      return { ok: false, says: `${label} ${sayMailFault(error).says}.`, todo: 'Look at imap in its file.' };
    }
  }

  close(): void {
    this.#line?.close();
  }

  #unknown(name: string): AppError {
    return new AppError('not_found', `${this.#file.name} offers no "${name}"`);
  }
}
