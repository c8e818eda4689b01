import type { Message } from '../live/answers.ts';
import { Fold, Section } from '../ui/section.tsx';
import { Distance } from '../ui/time.tsx';
import { Value } from '../ui/value.tsx';
import { count, humanise } from '../ui/words.ts';

/** Newest last, as a conversation reads; all but the last few are folded. */
const MESSAGES_SHOWN = 2;
/** A longer message is folded to its beginning, so that the proposal stays in sight. */
const LETTERS_SHOWN = 900;

export function Messages({ messages, title }: { messages: Message[]; title: string }) {
  const older = messages.slice(0, -MESSAGES_SHOWN);
  return (
    <Section title={messages.length === 1 ? 'Message' : 'Messages'} part="messages">
      {older.length > 0 && (
        <Fold says={count(older.length, 'earlier message')}>
          <div className="grid gap-3">
            {older.map((message, index) => (
              <OneMessage key={index} message={message} title={title} />
            ))}
          </div>
        </Fold>
      )}
      {messages.slice(-MESSAGES_SHOWN).map((message, index) => (
        <OneMessage key={index} message={message} title={title} />
      ))}
      {messages.length === 0 && <p className="text-sm text-ink-2">This case came without words.</p>}
    </Section>
  );
}

function OneMessage({ message, title }: { message: Message; title: string }) {
  const given = message.fields.filter(({ value }) => value !== '' && value !== null && value !== undefined);
  const isLong = message.text.length > LETTERS_SHOWN;
  const [subject, ...rest] = message.text.split('\n\n');
  const hasSubject = rest.length > 0 && (subject ?? '').length < 160 && !(subject ?? '').includes('\n');
  const body = hasSubject ? rest.join('\n\n') : message.text;
  return (
    <article className="rounded-lg border border-line bg-surface">
      <div className="flex items-baseline justify-between gap-3 px-4 pt-2.5 text-xs text-ink-3">
        <span>{originOf(message)}</span>
        <Distance at={message.at} />
      </div>
      <div className="px-4 pt-1 pb-3.5 text-base leading-[1.6] text-pretty break-words whitespace-pre-wrap">
        {hasSubject && subject !== title && <p className="font-medium">{subject}</p>}
        {isLong ? <LongText text={body} /> : body}
      </div>
      {given.length > 0 && (
        <div className="border-t border-line px-4 py-1.5">
          <Fold says="What came with it">
            <dl className="grid gap-1 pb-1 text-sm">
              {given.map((field) => (
                <div key={field.name} className="grid grid-cols-[minmax(84px,30%)_minmax(0,1fr)] gap-x-3">
                  <dt className="text-ink-3">{field.label}</dt>
                  <dd className="min-w-0 break-words">
                    <Value value={field.value} />
                  </dd>
                </div>
              ))}
            </dl>
          </Fold>
        </div>
      )}
    </article>
  );
}

/** Who wrote and how it reached us; where the workflow does not say who, the way alone. */
function originOf(message: Message): string {
  const channel = message.fields.find(({ name }) => name === 'channel')?.value;
  const way = typeof channel === 'string' && channel !== '' ? humanise(channel) : undefined;
  const door = { http: 'Sent in', web: 'Sent in', import: 'Imported' }[message.from.split(':')[0] ?? ''];
  if (door !== undefined) return way ?? door;
  return way === undefined ? message.from : `${message.from} · ${way.toLowerCase()}`;
}

function LongText({ text }: { text: string }) {
  return (
    <>
      {text.slice(0, LETTERS_SHOWN)}…
      <details className="mt-1">
        <summary className="text-sm text-accent">Read the rest</summary>
        {text.slice(LETTERS_SHOWN)}
      </details>
    </>
  );
}
