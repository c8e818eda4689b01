import { useState } from 'react';
import { useDesk, useWho } from '../shell/desk.tsx';
import { FormSheet, Labelled } from '../ui/form_sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { useMake, type Right, type Token, type Tokens } from './queries.ts';

const DAYS = ['7', '30', '90', '365'];

interface MakeSheetProps {
  rights: Tokens['rights'];
  close: () => void;
  onMade: (made: { text: string; token: Token }) => void;
}

/** What a program may, as whom, where and how long. */
export function MakeSheet({ rights: offered, close, onMade }: MakeSheetProps) {
  const who = useWho();
  const make = useMake();
  const [name, setName] = useState('');
  const [agent, setAgent] = useState('');
  const [version, setVersion] = useState('1');
  const [rights, setRights] = useState<Right[]>(['propose']);
  const [workflow, setWorkflow] = useState('');
  const [days, setDays] = useState('90');
  const isAgent = rights.includes('propose');
  const submit = () =>
    make.mutate(
      {
        name: name || agent,
        agent: isAgent ? { name: agent, version } : null,
        person: rights.includes('review') ? (who?.id ?? null) : null,
        workflows: workflow === '' ? null : [workflow],
        rights,
        days: days === '' ? null : Number(days),
      },
      { onSuccess: onMade },
    );
  return (
    <FormSheet title="Make a token" does="Make it" isBusy={make.isPending} submit={submit} close={close}>
      <Rights offered={offered} chosen={rights} choose={setRights} />
      {isAgent && (
        <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
          <Labelled label="Speaks as the agent" hint="Standings and numbers count by this name.">
            <Text value={agent} set={setAgent} isNeeded placeholder="shop-bot" autoFocus />
          </Labelled>
          <Labelled label="Version">
            <Text value={version} set={setVersion} isNeeded />
          </Labelled>
        </div>
      )}
      <Labelled label="What people call it">
        <Text
          value={name}
          set={setName}
          isNeeded={!isAgent}
          placeholder={agent || 'The warehouse’s helper'}
        />
      </Labelled>
      <div className="grid grid-cols-2 gap-3">
        <Labelled label="For">
          <WorkflowPick value={workflow} set={setWorkflow} />
        </Labelled>
        <Labelled label="Good for">
          <select value={days} onChange={(event) => setDays(event.target.value)} className="field pick">
            {DAYS.map((count) => (
              <option key={count} value={count}>
                {count} days
              </option>
            ))}
            <option value="">Until it is withdrawn</option>
          </select>
        </Labelled>
      </div>
      {rights.includes('review') && who && (
        <p className="text-sm text-pretty text-ink-2">
          It decides in your name, {who.name}: what it approves, you have approved.
        </p>
      )}
      {make.isError && (
        <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm text-pretty text-red">
          {faultText(make.error)}
        </p>
      )}
    </FormSheet>
  );
}

interface RightsProps {
  offered: Tokens['rights'];
  chosen: Right[];
  choose: (rights: Right[]) => void;
}

function Rights({ offered, chosen, choose }: RightsProps) {
  const turn = (right: Right) =>
    choose(chosen.includes(right) ? chosen.filter((one) => one !== right) : [...chosen, right]);
  // What decides is somebody else than what proposes.
  const isBarred = (right: Right) =>
    (right === 'review' && chosen.includes('propose')) || (right === 'propose' && chosen.includes('review'));
  return (
    <fieldset className="grid gap-1.5">
      <legend className="pb-1 text-xs font-medium text-ink-2">It may</legend>
      {offered.map(({ right, says }) => (
        <label
          key={right}
          className={`flex items-baseline gap-2 text-sm ${isBarred(right) ? 'opacity-55' : ''}`}
        >
          <input
            type="checkbox"
            checked={chosen.includes(right)}
            disabled={isBarred(right)}
            onChange={() => turn(right)}
            className="size-4 translate-y-0.5 accent-accent"
          />
          <span>{says}</span>
        </label>
      ))}
    </fieldset>
  );
}

function WorkflowPick({ value, set }: { value: string; set: (name: string) => void }) {
  const { workflows } = useDesk();
  return (
    <select value={value} onChange={(event) => set(event.target.value)} className="field pick">
      <option value="">All workflows</option>
      {workflows.map((one) => (
        <option key={one.name} value={one.name}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

interface TextProps {
  value: string;
  set: (text: string) => void;
  isNeeded: boolean;
  placeholder?: string;
  autoFocus?: boolean;
}

function Text({ value, set, isNeeded, placeholder, autoFocus }: TextProps) {
  return (
    <input
      value={value}
      maxLength={80}
      required={isNeeded}
      placeholder={placeholder}
      data-autofocus={autoFocus || undefined}
      onChange={(event) => set(event.target.value)}
      className="field"
    />
  );
}
