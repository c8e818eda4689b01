import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../live/client.ts';
import { useDesk } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { faultText } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import type { Mail, ReportView } from './queries.ts';

const STATES: Record<Mail['state'], { says: string; tone: 'green' | 'red' | 'amber' | 'grey' }> = {
  waiting: { says: 'not sent', tone: 'grey' },
  sending: { says: 'on its way', tone: 'grey' },
  sent: { says: 'sent', tone: 'green' },
  failed: { says: 'not taken yet', tone: 'amber' },
  not_known: { says: 'not known', tone: 'amber' },
  given_up: { says: 'not sent', tone: 'red' },
};

/** To whom a report went, and what is known of it. */
export function MailBadge({ mail }: { mail: Mail }) {
  const { says, tone } = STATES[mail.state];
  return (
    <span title={mail.says}>
      <Badge tone={tone}>
        {mail.name}: {says}
      </Badge>
    </span>
  );
}

/** The mails of one report, each with what is known of it, and a way to send it now. */
export function Mails({ report, workflow }: { report: ReportView; workflow: string | undefined }) {
  const { mail, mails } = report;
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-pretty text-ink-2">{mail.says}</p>
      {mails.length > 0 && (
        <ul className="grid gap-2">
          {mails.map((one) => (
            <li
              key={`${one.to} ${one.for.join(' ')}`}
              className="flex flex-wrap items-baseline gap-x-2 gap-y-1"
            >
              <MailBadge mail={one} />
              <span className="min-w-0 text-pretty text-ink-2">
                {one.says} {one.at && <Moment at={one.at} />}
              </span>
              {mail.configured && report.is_over && one.state !== 'sending' && (
                <SendAgain report={report} mail={one} />
              )}
            </li>
          ))}
        </ul>
      )}
      {mail.configured && report.is_over && <SendTo report={report} workflow={workflow} />}
    </div>
  );
}

function useSend(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { to: string; workflows: string[]; again: boolean }) =>
      call('send_report', { id, body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['report', id] }),
  });
}

function SendAgain({ report, mail }: { report: ReportView; mail: Mail }) {
  const send = useSend(report.id);
  const isFirst = mail.state === 'waiting';
  return (
    <>
      <Button
        small
        disabled={send.isPending}
        onClick={() => send.mutate({ to: mail.to, workflows: mail.for, again: !isFirst })}
      >
        {send.isPending ? 'Sending…' : isFirst ? `Send to ${mail.name} now` : `Send to ${mail.name} again`}
      </Button>
      <Answer send={send} />
    </>
  );
}

function SendTo({ report, workflow }: { report: ReportView; workflow: string | undefined }) {
  const { people } = useDesk();
  const [to, setTo] = useState('');
  const send = useSend(report.id);
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (to) send.mutate({ to, workflows: workflow ? [workflow] : [], again: false });
      }}
    >
      <label className="flex items-center gap-2">
        <span className="text-xs font-medium text-ink-2">Mail it to</span>
        <select className="field pick w-auto" value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="">somebody</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" small disabled={!to || send.isPending}>
        {send.isPending ? 'Sending…' : 'Send'}
      </Button>
      <Answer send={send} />
    </form>
  );
}

function Answer({ send }: { send: ReturnType<typeof useSend> }) {
  return (
    <span role="status" className="min-w-0 text-pretty">
      {send.error && <span className="text-red">{faultText(send.error)}</span>}
      {send.data && <span className="text-ink-2">{send.data.says}</span>}
    </span>
  );
}
