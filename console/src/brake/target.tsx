import { useState } from 'react';
import type { Brake, Offer } from '../live/answers.ts';
import { useNameOf } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { faultText } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { StopLink } from './link.tsx';
import { ReportView, WouldStop } from './report.tsx';
import { useThrow } from './use_brake.ts';
import { closeBrake, openRelease } from './view.ts';
import { MEANS, targetWords } from './words.ts';

interface TargetProps {
  name: string;
  offer: Offer | undefined;
  brake: Brake;
  button: React.RefObject<HTMLButtonElement | null>;
}

/** What is about to be stopped, what that would do, and the button that does it. */
export function Target({ name, offer, brake, button }: TargetProps) {
  const [because, setBecause] = useState('');
  const pull = useThrow();
  const words = targetWords(name, brake.offers);
  const group = offer?.group ?? (name.split(':')[0] as Offer['group']);
  const thrown = brake.thrown.find((one) => one.switch === name && !one.drill);
  const go = (drill: boolean) => {
    if (!pull.isPending && !pull.isSuccess) pull.mutate({ name, because, drill });
  };
  if (pull.isSuccess) {
    return <Pulled words={words} report={pull.data} isDrill={pull.variables.drill ?? false} />;
  }
  return (
    <form
      aria-label={`Stop ${words}`}
      className="grid min-w-0 content-start gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!thrown) go(false);
      }}
    >
      <div className="grid gap-1">
        <h3 className="text-lg font-semibold text-balance">
          {name === 'all' ? 'Everything' : (offer?.label ?? words)}
        </h3>
        <p className="text-sm text-pretty text-ink-2">{MEANS[group] ?? MEANS.all}</p>
      </div>
      {thrown ? (
        <Already thrown={thrown} button={button} />
      ) : (
        <>
          <div className="flex flex-wrap gap-2">
            <Button
              ref={button}
              type="submit"
              look="stop"
              icon="stop"
              hint="enter"
              data-autofocus
              disabled={pull.isPending}
            >
              {pull.isPending ? 'Stopping' : `Stop ${words}`}
            </Button>
            <Button onClick={() => go(true)} disabled={pull.isPending}>
              Try it as a drill
            </Button>
          </div>
          <label className="grid gap-1">
            <span className="text-xs font-medium text-ink-2">
              Why <span className="font-normal text-ink-3">(may stay empty)</span>
            </span>
            <input
              value={because}
              maxLength={400}
              onChange={(event) => setBecause(event.target.value)}
              className="field"
            />
          </label>
        </>
      )}
      {pull.isError && (
        <p role="alert" className="rounded-lg bg-red-soft px-3 py-2 text-sm text-red">
          Not stopped. {faultText(pull.error)}
        </p>
      )}
      {!thrown && <WouldStop name={name} />}
      <StopLink name={name} words={words} />
    </form>
  );
}

function Already({
  thrown,
  button,
}: {
  thrown: Brake['thrown'][number];
  button: React.RefObject<HTMLButtonElement | null>;
}) {
  const nameOf = useNameOf();
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-sm">
        It is stopped already: {nameOf(thrown.by)}
        {thrown.thrown_at && (
          <>
            , <Distance at={thrown.thrown_at} />
          </>
        )}
        .
      </p>
      <Button ref={button} onClick={() => openRelease(thrown.switch)}>
        Release
      </Button>
    </div>
  );
}

interface PulledProps {
  words: string;
  report: Parameters<typeof ReportView>[0]['report'];
  isDrill: boolean;
}

/** It was thrown. The focus is on closing, so that a second Enter undoes nothing. */
function Pulled({ words, report, isDrill }: PulledProps) {
  return (
    <div className="grid min-w-0 content-start gap-4" role="status">
      <div className="grid gap-1">
        <h3 className="flex items-center gap-2 text-lg font-semibold text-balance">
          <span className={isDrill ? 'text-accent' : 'text-red'}>
            <Icon name="stop" size={18} />
          </span>
          {isDrill ? 'A drill is on' : `Stopped: ${words}`}
        </h3>
        <p className="text-sm text-pretty text-ink-2">{report.says}</p>
      </div>
      <ReportView report={report} isDone={!isDrill} />
      <div>
        <Button look="main" onClick={closeBrake} ref={(node) => node?.focus()}>
          Close
        </Button>
      </div>
    </div>
  );
}
