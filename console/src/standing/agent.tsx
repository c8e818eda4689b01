import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { Interval } from '../stage/interval.tsx';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fold } from '../ui/section.tsx';
import { count, sentence } from '../ui/words.ts';
import { Calibration } from './calibration.tsx';
import { StandingHistory } from './history.tsx';
import { Lanes } from './lanes.tsx';
import type { AgentStanding } from './queries.ts';
import { Vetoes } from './vetoes.tsx';
import { orderText, STATES } from './words.ts';

interface AgentPartProps {
  agent: AgentStanding;
  all: number;
  workflow: string;
  /** The share of deviations that is borne. */
  risk: number;
}

/** One agent in one version: where it stands, what is missing, and all that this rests on. */
export function AgentPart({ agent, all, workflow, risk }: AgentPartProps) {
  const id = `standing-${agent.agent}-${agent.version}`;
  return (
    <section
      aria-labelledby={id}
      className="grid min-w-0 grid-cols-1 overflow-hidden rounded-xl border border-line bg-surface"
    >
      <div className="grid grid-cols-1 gap-3 p-4 sm:p-5">
        <Title agent={agent} all={all} id={id} />
        <p className="max-w-[80ch] text-lg text-pretty">{sentence(agent.says)}</p>
        {agent.missing && (
          <p className="flex max-w-max items-start gap-2.5 rounded-lg bg-accent-soft px-4 py-2.5 text-pretty text-accent">
            <span className="mt-0.5">
              <Icon name="clock" />
            </span>
            <span className="font-medium">{sentence(agent.missing.says)}</span>
          </p>
        )}
        {agent.granted && !agent.says.includes(agent.granted.because) && (
          <p className="max-w-[80ch] text-sm text-pretty text-ink-2">
            <span className="font-medium text-ink">Granted by a person, because </span>
            {sentence(`“${agent.granted.because}”`)} {sentence(agent.granted.says)}
          </p>
        )}
      </div>
      <div className="grid min-w-0 grid-cols-1 gap-x-10 gap-y-7 border-t border-line p-4 sm:p-5 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <Block title="Lanes: its plans, the surest first">
          <Lanes agent={agent} />
        </Block>
        <div className="grid min-w-0 content-start gap-7">
          <Block title="What people decided on its plans">
            <Observed agent={agent} />
          </Block>
          <Block title="Held back by its own record">
            <Vetoes agent={agent} />
          </Block>
          <Block title="Audits">
            <Audits agent={agent} workflow={workflow} />
          </Block>
        </div>
      </div>
      <div className="grid grid-cols-1 gap-2 border-t border-line px-4 py-3 sm:px-5">
        <Fold says="Is it as sure as it should be? What it expected, beside what people did">
          <Calibration agent={agent} risk={risk} />
        </Fold>
        <Fold
          says={agent.history.length === 0 ? 'History' : `History (${count(agent.history.length, 'event')})`}
        >
          <StandingHistory agent={agent} />
        </Fold>
      </div>
    </section>
  );
}

/** A part with its heading. It is no landmark: every agent of the page has the same ones. */
function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-2">
      <h3 className="text-xs font-semibold text-ink-3">{title}</h3>
      {children}
    </div>
  );
}

function Title({ agent, all, id }: { agent: AgentStanding; all: number; id: string }) {
  const state = STATES[agent.state];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <h2 id={id} className="text-lg font-semibold break-words">
        {agent.agent}
      </h2>
      <span className="max-w-full truncate font-mono text-xs text-ink-3" title={agent.version}>
        <span className="font-sans">version </span>
        {agent.version.slice(0, VERSION_SHOWN)}
      </span>
      <Badge tone={state.tone}>{state.says}</Badge>
      <span className="text-sm text-ink-3">{orderText(agent.order, all)}</span>
    </div>
  );
}
const VERSION_SHOWN = 16;

function Observed({ agent: { observed, probation } }: { agent: AgentStanding }) {
  return (
    <div className="grid gap-3">
      {observed.rate && (
        <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,250px)]">
          <span className="text-sm text-pretty">Decided otherwise</span>
          <Interval rate={observed.rate} />
        </div>
      )}
      <p className="text-sm text-pretty text-ink-2">{sentence(observed.says)}</p>
      {probation && (
        <p className="rounded-lg border border-line bg-sunk px-3 py-2 text-sm text-pretty">
          <span className="font-medium">On probation.</span> {sentence(probation.says)}
        </p>
      )}
    </div>
  );
}

function Audits({ agent: { audits }, workflow }: { agent: AgentStanding; workflow: string }) {
  return (
    <div className="grid gap-2">
      {audits.overdue > 0 && (
        <p className="flex items-start gap-2 rounded-lg bg-red-soft px-3 py-2 text-sm text-pretty text-red">
          <Icon name="warn" />
          <span>
            {count(audits.overdue, 'audit')} {audits.overdue === 1 ? 'is' : 'are'} overdue. What nobody audits
            counts as decided otherwise.
          </span>
        </p>
      )}
      <p className="text-sm text-pretty text-ink-2">{sentence(audits.says)}</p>
      {audits.waiting > 0 && (
        <Link to="/audits" className="w-max text-sm text-accent underline underline-offset-2">
          {count(audits.waiting, 'case')} to audit
        </Link>
      )}
      {audits.percent === 0 && (
        <p className="text-sm text-pretty text-ink-3">
          The file of {workflow} asks for no audits, so nothing here can open.
        </p>
      )}
    </div>
  );
}
