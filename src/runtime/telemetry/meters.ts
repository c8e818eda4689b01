import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds: from a lookup in memory to a model that thinks. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * What this process counts of itself, in Prometheus' terms: counters begin at nothing with the process, as Prometheus
 * expects, and what the database knows is read when somebody asks (`gauges.ts`). Labels are names out of files and
 * short lists, never what somebody wrote: the number of series stays small.
 */
export class Meters {
  readonly registry = new Registry();
  /** Entries by kind and workflow since somebody last asked: the library's own counting took a twentieth of a case. */
  private readonly entries = new Map<string, { kind: string; workflow: string; count: number }>();
  private readonly systems;
  private readonly agents;
  private readonly tokens;
  private readonly requests;

  constructor(version: string) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const info = new Gauge({
      name: 'remit_info',
      help: 'The version that runs.',
      labelNames: ['version'],
      registers,
    });
    info.set({ version }, 1);
    const { entries } = this;
    const appended = new Counter({
      name: 'remit_log_entries_total',
      help: 'Entries appended to the log by this process, by kind and workflow.',
      labelNames: ['kind', 'workflow'],
      registers: [],
      collect() {
        for (const { kind, workflow, count } of entries.values()) this.inc({ kind, workflow }, count);
        entries.clear();
      },
    });
    this.registry.registerMetric(appended);
    this.systems = new Histogram({
      name: 'remit_system_seconds',
      help: 'How long reads, writes and confirmations of systems took, by what came of them.',
      labelNames: ['system', 'offer', 'mode', 'result'],
      buckets: SECONDS,
      registers,
    });
    this.agents = new Histogram({
      name: 'remit_agent_seconds',
      help: 'How long agents took for a plan, by what came of it.',
      labelNames: ['workflow', 'agent', 'result'],
      buckets: SECONDS,
      registers,
    });
    this.tokens = new Counter({
      name: 'remit_agent_tokens_total',
      help: 'Tokens that agents used.',
      labelNames: ['workflow', 'agent'],
      registers,
    });
    this.requests = new Histogram({
      name: 'remit_http_seconds',
      help: 'How long requests took, by route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
  }

  appended(kind: string, workflow: string): void {
    const name = `${kind} ${workflow}`;
    const known = this.entries.get(name);
    if (known) known.count += 1;
    else this.entries.set(name, { kind, workflow, count: 1 });
  }

  asked(labels: { system: string; offer: string; mode: string; result: string }, seconds: number): void {
    this.systems.observe(labels, seconds);
  }

  planned(
    labels: { workflow: string; agent: string; result: string },
    seconds: number,
    tokens: number | undefined,
  ): void {
    this.agents.observe(labels, seconds);
    const { workflow, agent } = labels;
    if (tokens !== undefined && tokens > 0) this.tokens.inc({ workflow, agent }, tokens);
  }

  answered(labels: { method: string; route: string; status: string }, seconds: number): void {
    this.requests.observe(labels, seconds);
  }
}
