import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../../workspace/systems/mail.ts';

const PROBE_MS = 10_000;
const SAID_CHARS_MAX = 200;

/** Signs in to the server that mail leaves by, and leaves again. What went wrong, in words that follow its name. */
export async function probeSmtp(server: MailServer, password: string | null): Promise<string | null> {
  const { host, port, security, user } = server;
  const connection = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: PROBE_MS,
    greetingTimeout: PROBE_MS,
    socketTimeout: PROBE_MS,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.on('error', reject);
      connection.connect((error) => {
        if (error) return reject(error);
        if (user === null) return resolve();
        return connection.login({ credentials: { user, pass: password ?? '' } }, (refused) =>
          refused ? reject(refused) : resolve(),
        );
      });
    });
    return null;
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const says = message.replaceAll(/\s+/g, ' ').slice(0, SAID_CHARS_MAX);
    return code === 'EAUTH' ? `does not let us send: ${says}` : `cannot be sent by: ${says}`;
  } finally {
    connection.close();
  }
}
