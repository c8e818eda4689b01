import { useRef } from 'react';
import { useKeys } from '../keys/keys.ts';
import { CallError } from '../live/client.ts';
import { WorkFields, type WorkForm } from '../inbox/work.tsx';
import { Button, Key } from '../ui/button.tsx';
import { Labelled } from '../ui/form_sheet.tsx';
import { Section } from '../ui/section.tsx';
import { faultText } from '../ui/states.tsx';

interface JudgeFormProps {
  form: WorkForm;
  note: string;
  setNote: (note: string) => void;
  fault: Error | null;
  isBusy: boolean;
  submit: () => void;
  /** What is told once the person has said so. */
  shownAfterwards: string;
}

/** What a person would have done, before they see what was. */
export function JudgeForm({ form, note, setNote, fault, isBusy, submit, shownAfterwards }: JudgeFormProps) {
  const box = useRef<HTMLFormElement>(null);
  useKeys([
    {
      keys: 'd',
      says: 'Say what you would have done',
      group: 'Decide',
      run: () => box.current?.querySelector('select')?.focus(),
    },
  ]);
  return (
    <Section title="What would you have done?" aside={<Key keys="d" />}>
      <form
        ref={box}
        aria-label="What would you have done?"
        className="grid gap-3.5 rounded-xl border border-line-2 bg-surface p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
        }}
      >
        <WorkFields
          form={form}
          problems={fault instanceof CallError ? fault.problems : []}
          label="What you would do"
          kindLabel="What it is about"
        />
        <Labelled label="Note (may stay empty)">
          <textarea
            rows={2}
            maxLength={4_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            className="field"
          />
        </Labelled>
        {fault && (
          <p role="alert" className="text-sm text-pretty text-red">
            {faultText(fault)}
          </p>
        )}
        <div className="flex flex-wrap items-center justify-end gap-3">
          <p className="text-xs text-ink-3">{shownAfterwards} is shown afterwards.</p>
          <Button type="submit" look="main" hint="mod+enter" disabled={isBusy || !form.given}>
            Say so, and compare
          </Button>
        </div>
      </form>
    </Section>
  );
}
