// Made from the contract of the HTTP interface, and held against it by a test. Do not change it by hand:
// UPDATE_DOCS=1 npx vitest run test/reference.test.ts makes it again.

/** Every operation: what goes in and what comes out. */
export interface Operations {
  /** The workspace, its people and workflows, and what this address allows. */
  desk: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workspace: string;
      version: string;
      locale: string;
      time_zone: string;
      currency: string;
      people: { id: string; name: string; roles: string[] }[];
      workflows: {
        name: string;
        label: string;
        stage: string;
        open: number;
        held: number;
        closed_today: number;
      }[];
      stopped: { switch: string; label: string }[];
      waiting: { changes: number; rollbacks: number; audits: number; arrivals: number; systems: number };
      notice: string | null;
      sandbox: boolean;
      sample: { per_minute: number; sent: number; shop_page: string } | null;
    };
  };
  /** Held plans, most urgent first. */
  queue: {
    query: {
      workflow?: string;
      show?: 'open' | 'mine' | 'snoozed' | 'unknown';
      cursor?: string;
      limit?: number;
    };
    body: Record<string, never>;
    answer: {
      items: {
        review: string;
        case: string;
        workflow: string;
        workflow_label: string;
        kind: string | null;
        kind_label: string | null;
        play_label: string;
        title: string;
        subject: string;
        snippet: string;
        effect: 'allow' | 'approve' | 'human' | 'deny';
        why: string;
        role: string | null;
        money: { minor: number; currency: string } | null;
        confidence: number;
        status: 'open' | 'claimed' | 'snoozed';
        claimed_by: string | null;
        asked_at: string;
        expires_at: string | null;
        snoozed_until: string | null;
        step: number | null;
        steps: number | null;
        sealed: boolean;
      }[];
      counts: { open: number; mine: number; snoozed: number; unknown: number };
      next: string | null;
    };
  };
  /** What people were told lately, newest first. */
  notices: {
    query: { cursor?: string; limit?: number };
    body: Record<string, never>;
    answer: {
      notices: {
        id: string;
        at: string;
        workflow: string | null;
        kind: string;
        says: string;
        link: string | null;
        cases: string[];
      }[];
      next: string | null;
    };
  };
  /** Who is away, until when, and who stands in. */
  away: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: { away: { person: string; until: string; deputy: string }[] };
  };
  /** Be away until a time, with somebody who decides in your place; or be back. */
  set_away: {
    query: Record<string, never>;
    body: { until: string | null; deputy: string | null };
    answer: { says: string };
  };
  /** Decisions in six fields, newest first, with full-text search. */
  log: {
    query: {
      q?: string;
      workflow?: string;
      kind?: string;
      play?: string;
      effect?: string;
      actor?: string;
      from?: string;
      to?: string;
      cursor?: string;
      limit?: number;
    };
    body: Record<string, never>;
    answer: {
      rows: {
        id: string;
        case: string;
        workflow: string;
        at: string;
        actor: string;
        kind: string | null;
        play: string | null;
        effect: string | null;
        trigger: string;
        context: string;
        action: string;
        boundary: string;
        outcome: string;
        rule_update: string;
      }[];
      next: string | null;
      total: number;
      total_is_exact: boolean;
    };
  };
  /** A workflow: its map, plays, agents, boundary and statement. */
  workflow: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      name: string;
      label: string;
      purpose: string;
      pressure: string;
      version: string;
      stage: string;
      kinds: { name: string; label: string; cases: number }[];
      map: {
        reads: {
          fact: string;
          label: string;
          read: string;
          system: string;
          optional: boolean;
          fresh_ms: number | null;
          with: Record<string, string>;
        }[];
        writes: {
          write: string;
          label: string;
          system: string;
          money: string | null;
          undo: string | null;
          irreversible: boolean;
          exactly_once: string;
        }[];
        never: string[];
      };
      plays: {
        name: string;
        label: string;
        writes: string[];
        inputs: { name: string; label: string; shape: unknown; value: unknown }[];
        cases: number;
        ends: string | null;
      }[];
      agents: {
        name: string;
        kind: string;
        version: string;
        says: string;
        rows: { id: string; when: string | null; play: string; because: string }[];
      }[];
      boundary: {
        version: string;
        file: string;
        text: string;
        otherwise: 'allow' | 'approve' | 'human' | 'deny';
        statement: { write: string; text: string; rules: string[] }[];
        limits: { name: string; value: string; ceiling: string | null }[];
      };
      playbook: string;
      counts: {
        open: number;
        held: number;
        closed: number;
        alone: number;
        by_people: number;
        reworked: number;
      };
      faults: { file: string; line?: number; says: string; suggestion?: string }[];
    };
  };
  /** How many new messages a minute the sample business receives. */
  pace: { query: Record<string, never>; body: { per_minute: number }; answer: { per_minute: number } };
  /** One case: messages, facts, plan, ruling, actions. */
  case: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      id: string;
      workflow: string;
      workflow_label: string;
      version: number;
      subject: string;
      title: string;
      kind: string | null;
      kind_label: string | null;
      status: 'open' | 'waiting' | 'stopped' | 'held' | 'acting' | 'unknown' | 'closed';
      stopped_by: string | null;
      held_by: { system: string; label: string; since: string; says: string } | null;
      rollout: { stage: 'record' | 'shadow' | 'draft' | 'act'; cohort: 'agent' | 'control' } | null;
      step: string;
      outcome: string | null;
      reworked: boolean;
      opened_at: string;
      closed_at: string | null;
      messages: {
        at: string;
        from: string;
        text: string;
        fields: { name: string; label: string; value: unknown }[];
      }[];
      facts: {
        name: string;
        label: string;
        source: string;
        at: string;
        trust: 'trusted' | 'outside';
        value: unknown;
        shape?: unknown;
        missing: string | null;
        stale: boolean;
        page: string | null;
      }[];
      plan: {
        digest: string;
        agent: { name: string; version: string };
        kind: string;
        play: string | null;
        play_label: string;
        confidence: number;
        claimed: boolean;
        reason: string;
        evidence: { says: string; weight: number }[];
        inputs: { name: string; label: string; shape: unknown; value: unknown }[];
        actions: {
          write: string;
          label: string;
          args: Record<string, unknown>;
          arg_shapes: Record<string, unknown>;
          tainted: string[];
          digest: string;
          money: { minor: number; currency: string } | null;
          irreversible: boolean;
          undo: string | null;
          ruling: {
            effect: 'allow' | 'approve' | 'human' | 'deny';
            reasons: {
              source:
                'boundary' | 'map' | 'stage' | 'confidence' | 'check' | 'standing' | 'switch' | 'anomaly';
              rule: string;
              effect: 'allow' | 'approve' | 'human' | 'deny';
              met: true | 'unknown';
              says: string;
              missing?: string[];
              brake?: 'all' | 'workflow' | 'agent' | 'system' | 'write';
              line?: number;
            }[];
            quiet: string[];
            missing: string[];
          } | null;
        }[];
        effect: 'allow' | 'approve' | 'human' | 'deny' | null;
        reasons: {
          source: 'boundary' | 'map' | 'stage' | 'confidence' | 'check' | 'standing' | 'switch' | 'anomaly';
          rule: string;
          effect: 'allow' | 'approve' | 'human' | 'deny';
          met: true | 'unknown';
          says: string;
          missing?: string[];
          brake?: 'all' | 'workflow' | 'agent' | 'system' | 'write';
          line?: number;
        }[];
        similar: {
          case: string;
          score: number;
          kind: string | null;
          play: string | null;
          text: string;
          decided_at: string | null;
        }[];
      } | null;
      keys: { key: 'boundary' | 'stage' | 'standing'; holds: boolean; says: string }[] | null;
      review: {
        id: string;
        status: 'open' | 'claimed' | 'snoozed' | 'decided' | 'expired';
        effect: 'allow' | 'approve' | 'human' | 'deny';
        role: string | null;
        says: string;
        asked_at: string;
        expires_at: string | null;
        claimed_by: string | null;
        claimed_until: string | null;
        snoozed_until: string | null;
        decided_by: string | null;
        decision: string | null;
        sealed: boolean;
        runs: boolean;
        step: number;
        remind_at?: string | null;
        deciders?: string[];
        chain: {
          says: string;
          state: 'done' | 'now' | 'later';
          approvals: { by: string; at: string; for: string | null }[];
        }[];
      } | null;
      revealed: {
        play: string | null;
        play_label: string;
        kind: string;
        reason: string;
        agreed: boolean;
        differences: { what: string; agent: string; person: string }[];
      } | null;
      checked?: {
        caught: boolean;
        mistake: 'wrong_play' | 'wrong_amount' | 'wrong_choice' | 'wrong_recipient' | 'wrong_text';
        says: string;
        by: string;
        at: string;
        decision: 'approve' | 'edit' | 'reject' | 'escalate' | 'snooze' | 'handled';
        differences: { what: string; planted: string; true: string }[];
      } | null;
      performed: {
        key: string;
        write: string;
        label: string;
        args: Record<string, unknown>;
        status: 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
        says: string;
        money: { minor: number; currency: string } | null;
        at: string;
        done_at: string | null;
        by:
          | { type: 'person'; id: string; name?: string }
          | { type: 'agent'; id: string; version: string }
          | { type: 'remit' }
          | { type: 'outside'; id: string };
        undo: { write: string; label: string; says: string; until: string | null } | null;
        undo_not: string | null;
      }[];
      earlier: {
        id: string;
        title: string;
        kind: string | null;
        outcome: string | null;
        opened_at: string;
      }[];
      plays: {
        name: string;
        label: string;
        writes: string[];
        inputs: { name: string; label: string; shape: unknown; value: unknown }[];
      }[];
      kinds: { name: string; label: string }[];
      roles: string[];
    };
  };
  /** All entries of a case, and whether its chain of hashes holds. */
  story: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      entries: {
        version: number;
        at: string;
        kind: string;
        says: string;
        actor:
          | { type: 'person'; id: string; name?: string }
          | { type: 'agent'; id: string; version: string }
          | { type: 'remit' }
          | { type: 'outside'; id: string };
        body: unknown;
        private: unknown;
        hash: string;
        prev_hash: string;
      }[];
      verified: boolean;
      says: string;
    };
  };
  /** Take a held plan, so that nobody else works on it. */
  claim: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: { claimed: boolean; by: string; until: string | null };
  };
  /** Let go of a held plan that you took: anybody may take it. */
  unclaim: { query: Record<string, never>; body: Record<string, never>; answer: { released: boolean } };
  /** Approve, edit, reject, escalate or snooze. */
  decide: {
    query: Record<string, never>;
    body: {
      plan: string;
      decision: 'approve' | 'edit' | 'reject' | 'escalate' | 'snooze';
      kind?: string;
      play?: string;
      inputs?: Record<string, unknown>;
      because?: string;
      reason?: string;
      until?: string;
      role?: string;
      took_ms?: number;
      seen?: { ms: number; opened: string[] };
    };
    answer: {
      case: string;
      version: number;
      says: string;
      check?: {
        caught: boolean;
        mistake: 'wrong_play' | 'wrong_amount' | 'wrong_choice' | 'wrong_recipient' | 'wrong_text';
        says: string;
        by: string;
        at: string;
        decision: 'approve' | 'edit' | 'reject' | 'escalate' | 'snooze' | 'handled';
        differences: { what: string; planted: string; true: string }[];
      };
    };
  };
  /** What an edit would do and how it would be ruled; nothing is stored. */
  preview: {
    query: Record<string, never>;
    body: { kind?: string; play: string; inputs: Record<string, unknown> };
    answer: {
      plan: {
        digest: string;
        agent: { name: string; version: string };
        kind: string;
        play: string | null;
        play_label: string;
        confidence: number;
        claimed: boolean;
        reason: string;
        evidence: { says: string; weight: number }[];
        inputs: { name: string; label: string; shape: unknown; value: unknown }[];
        actions: {
          write: string;
          label: string;
          args: Record<string, unknown>;
          arg_shapes: Record<string, unknown>;
          tainted: string[];
          digest: string;
          money: { minor: number; currency: string } | null;
          irreversible: boolean;
          undo: string | null;
          ruling: {
            effect: 'allow' | 'approve' | 'human' | 'deny';
            reasons: {
              source:
                'boundary' | 'map' | 'stage' | 'confidence' | 'check' | 'standing' | 'switch' | 'anomaly';
              rule: string;
              effect: 'allow' | 'approve' | 'human' | 'deny';
              met: true | 'unknown';
              says: string;
              missing?: string[];
              brake?: 'all' | 'workflow' | 'agent' | 'system' | 'write';
              line?: number;
            }[];
            quiet: string[];
            missing: string[];
          } | null;
        }[];
        effect: 'allow' | 'approve' | 'human' | 'deny' | null;
        reasons: {
          source: 'boundary' | 'map' | 'stage' | 'confidence' | 'check' | 'standing' | 'switch' | 'anomaly';
          rule: string;
          effect: 'allow' | 'approve' | 'human' | 'deny';
          met: true | 'unknown';
          says: string;
          missing?: string[];
          brake?: 'all' | 'workflow' | 'agent' | 'system' | 'write';
          line?: number;
        }[];
        similar: {
          case: string;
          score: number;
          kind: string | null;
          play: string | null;
          text: string;
          decided_at: string | null;
        }[];
      };
      problems: { path: string; says: string }[];
    };
  };
  /** A person did it by hand. */
  handle: {
    query: Record<string, never>;
    body: {
      kind: string;
      play: string | null;
      outcome: 'solved' | 'escalated' | 'failed';
      inputs?: Record<string, unknown>;
      minutes?: number;
      note?: string;
      seen?: { ms: number; opened: string[] };
    };
    answer: {
      case: string;
      version: number;
      says: string;
      check?: {
        caught: boolean;
        mistake: 'wrong_play' | 'wrong_amount' | 'wrong_choice' | 'wrong_recipient' | 'wrong_text';
        says: string;
        by: string;
        at: string;
        decision: 'approve' | 'edit' | 'reject' | 'escalate' | 'snooze' | 'handled';
        differences: { what: string; planted: string; true: string }[];
      };
    };
  };
  /** Take one action back. */
  undo: {
    query: Record<string, never>;
    body: { key: string; anyway?: boolean };
    answer: { case: string; version: number; says: string };
  };
  /** A person looked: the action whose fate was not known was done, or was not. */
  settle: {
    query: Record<string, never>;
    body: { key: string; done: boolean; note?: string };
    answer: { case: string; version: number; says: string };
  };
  /** What taking an action back would do; nothing is done. */
  undo_preview: {
    query: { key: string };
    body: Record<string, never>;
    answer: {
      ok: boolean;
      says: string;
      label: string | null;
      until: string | null;
      conflict: { expected: string; found: string } | null;
    };
  };
  /** An outcome that came late (a chargeback): the case that caused it is reopened. */
  late: {
    query: Record<string, never>;
    body: {
      what: string;
      key?: string;
      ref?: string;
      case?: string;
      source?: string;
      source_id: string;
      says?: string;
    };
    answer: { status: 'reopened' | 'joined' | 'duplicate'; case: string };
  };
  /** Work that a person did, in six fields: kept, and learned from. */
  record: {
    query: Record<string, never>;
    body: {
      trigger: string;
      kind: string;
      context?: string;
      play: string | null;
      inputs?: Record<string, unknown>;
      note?: string;
      boundary?: string;
      outcome: 'solved' | 'escalated' | 'failed';
      rule_update?: string;
      minutes?: number;
      source_id: string;
    };
    answer: { status: 'recorded' | 'duplicate'; case: string };
  };
  /** Cases drawn for a blind check: what ran by itself, and what one person decided. */
  audits: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      audits: {
        case: string;
        workflow: string;
        title: string;
        closed_at: string;
        what?: 'audit' | 'second';
      }[];
    };
  };
  /** What a person would have done, before they see what was done. */
  audit: {
    query: Record<string, never>;
    body: { kind: string; play: string | null; inputs?: Record<string, unknown>; note?: string };
    answer: { agreed: boolean; says: string };
  };
  /** An event for a workflow: opens a case, joins one, or is known already. */
  event: {
    query: { source?: string; source_id?: string };
    body: Record<string, unknown>;
    answer: { status: 'opened' | 'joined' | 'reopened' | 'duplicate'; case: string };
  };
  /** What models were asked for a case, what they answered, and what that cost. */
  turns: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      turns: {
        version: number;
        at: string;
        agent: string;
        agent_version: string;
        part: string | null;
        provider: string;
        model: string;
        turn: number;
        answered: boolean;
        stop: string | null;
        fault: string | null;
        tokens: { in: number; cached: number; out: number };
        cost: string;
        took_ms: number;
        asked: { role: string; says: string }[];
        text: string;
        calls: { name: string; input: unknown }[];
        looked: {
          read: string;
          label: string;
          ok: boolean;
          says: string;
          args: Record<string, unknown>;
          value: unknown;
        }[];
      }[];
      says: string;
      hidden: string | null;
    };
  };
  /** The agents of a workflow that ask models: instructions, tools, checks, limits, and what they cost. */
  asking: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      agents: {
        name: string;
        kind: 'model' | 'parts';
        version: string;
        models: { name: string; provider: string; model: string; price: string; says: string }[];
        instructions: string;
        reads: { read: string; label: string }[];
        turns: number | null;
        plans: number | null;
        never: { words: string; because: string }[];
        links: string[];
        addresses: string[];
        parts: {
          name: string;
          version: string;
          model: string;
          inputs: string[];
          checks: string[];
          quality: { kept: number; of: number; low: number | null; high: number | null; says: string };
        }[];
        spent: { plans: number; cost: { minor: number; currency: string } | null; says: string };
      }[];
      limits: string[];
    };
  };
  /** What is stopped, and what can be. */
  brake: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      thrown: {
        switch: string;
        label: string;
        thrown_at: string | null;
        by: string | null;
        because: string | null;
        drill: boolean;
        waiting: number;
      }[];
      offers: { switch: string; label: string; group: 'all' | 'workflow' | 'agent' | 'system' | 'write' }[];
    };
  };
  /** Stop all, a workflow, an agent, a system or a write, at once. */
  throw: {
    query: Record<string, never>;
    body: { switch: string; because?: string; drill?: boolean };
    answer: {
      switch: string;
      says: string;
      in_flight: { key: string; case: string; write: string }[];
      open: { workflow: string; label: string; cases: number }[];
      last_hour: number;
      last_day: number;
    };
  };
  /** Let it go on. What waited is ruled again. */
  release: {
    query: Record<string, never>;
    body: { switch: string; because?: string };
    answer: { says: string; woken: number };
  };
  /** What a throw would stop now; nothing is stopped. */
  drill: {
    query: { switch: string };
    body: Record<string, never>;
    answer: {
      switch: string;
      says: string;
      in_flight: { key: string; case: string; write: string }[];
      open: { workflow: string; label: string; cases: number }[];
      last_hour: number;
      last_day: number;
    };
  };
  /** A signed link that stops and does nothing else, for a phone or a chat. */
  brake_link: {
    query: Record<string, never>;
    body: { switch: string; days?: number };
    answer: { url: string; expires_at: string };
  };
  /** How far a workflow is rolled out, on what evidence, and what is next. */
  stage: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      rollout: {
        stage: 'record' | 'shadow' | 'draft' | 'act';
        share: number;
        kinds: string[] | null;
        since: string | null;
        version: number;
      };
      kinds: { name: string; label: string }[];
      may: { widen: boolean; narrow: boolean; says: string };
      evidence: {
        says: string;
        decisions: number;
        agreement: { count: number; of: number; low: number; high: number } | null;
        edits: { count: number; of: number; low: number; high: number } | null;
        rework: { count: number; of: number; low: number; high: number } | null;
        conflicts: { count: number; of: number; low: number; high: number } | null;
        failures: { count: number; of: number; low: number; high: number } | null;
      };
      agreement: {
        play: string;
        label: string;
        agreed: { count: number; of: number; low: number; high: number };
        arguments: {
          name: string;
          label: string;
          agreed: { count: number; of: number; low: number; high: number };
        }[];
      }[];
      cohorts: {
        agent: {
          cases: number;
          to_resolution: { count: number; minutes: number | null; low: number | null; high: number | null };
          rework: { count: number; of: number; low: number; high: number } | null;
          failures: { count: number; of: number; low: number; high: number } | null;
        };
        control: {
          cases: number;
          to_resolution: { count: number; minutes: number | null; low: number | null; high: number | null };
          rework: { count: number; of: number; low: number; high: number } | null;
          failures: { count: number; of: number; low: number; high: number } | null;
        };
        difference: { minutes: number; low: number; high: number } | null;
        says: string;
      };
      ladder: {
        to: { stage: 'record' | 'shadow' | 'draft' | 'act'; share: number; kinds: string[] | null };
        state: 'taken' | 'next' | 'later';
        conditions: { says: string; holds: boolean }[];
      }[];
      proposed: {
        to: { stage: 'record' | 'shadow' | 'draft' | 'act'; share: number; kinds: string[] | null };
        says: string;
        at: string;
      } | null;
      watch: {
        signal: 'failures' | 'rework' | 'disagreement' | 'conflicts';
        label: string;
        bound: number;
        rate: { count: number; of: number; low: number; high: number };
        evidence: number;
        says: string;
      }[];
      history: {
        at: string;
        by: string;
        says: string;
        because: string;
        from: { stage: 'record' | 'shadow' | 'draft' | 'act'; share: number; kinds: string[] | null };
        to: { stage: 'record' | 'shadow' | 'draft' | 'act'; share: number; kinds: string[] | null };
        direction: 'widened' | 'narrowed' | 'moved';
        evidence: string;
        cases: string[];
      }[];
    };
  };
  /** Widen or narrow a roll-out: who, why, and on what evidence. */
  change_stage: {
    query: Record<string, never>;
    body: {
      to: { stage: 'record' | 'shadow' | 'draft' | 'act'; share: number; kinds: string[] | null };
      because: string;
      version: number;
    };
    answer: { says: string; version: number };
  };
  /** The most that it can do without a person, per hour and day. */
  exposure: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      stage: { stage: 'record' | 'shadow' | 'draft' | 'act'; share: number; kinds: string[] | null };
      acts: boolean;
      says: string;
      writes: {
        write: string;
        label: string;
        alone: boolean;
        irreversible: boolean;
        message: boolean;
        each: { money: { minor: number; currency: string } | null; by: string[]; says: string };
        hour: {
          count: number | null;
          money: { minor: number; currency: string } | null;
          by: string[];
          says: string;
        };
        day: {
          count: number | null;
          money: { minor: number; currency: string } | null;
          by: string[];
          says: string;
        };
        undo: string | null;
      }[];
      moves_money: boolean;
      total: {
        hour: { money: { minor: number; currency: string } | null; count: number | null };
        day: { money: { minor: number; currency: string } | null; count: number | null };
      };
      unbounded: { write: string; says: string; suggestion: string }[];
    };
  };
  /** The boundary in force, its history, and changes that wait. */
  boundary: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      version: string;
      text: string;
      files: { state: 'in_step' | 'console_ahead' | 'conflict'; says: string; text: string | null };
      may: { change: boolean; raise_ceilings: boolean; needs_two: boolean; says: string };
      changes: {
        id: string;
        workflow: string;
        state: 'proposed' | 'accepted' | 'declined' | 'withdrawn';
        because: string;
        by: string;
        at: string;
        decided_by: string | null;
        decided_at: string | null;
        barred: string | null;
        text: string;
        ticked: string[];
      }[];
      history: { at: string; by: string; from: 'files' | 'console'; because: string; version: string }[];
    };
  };
  /** What a changed boundary would mean: faults, sentences, and its effect on the log. Nothing is stored. */
  check_boundary: {
    query: Record<string, never>;
    body: { text?: string; limits?: Record<string, string>; cases?: number };
    answer: {
      faults: { line: number | null; says: string; suggestion: string | null }[];
      warnings: { line: number | null; says: string }[];
      version: string | null;
      statement: {
        write: string;
        label: string;
        sentences: { change: 'same' | 'added' | 'removed'; text: string }[];
      }[];
      limits: { name: string; unit: string; value: string; ceiling: string | null; says: string }[];
      backtest: {
        cases: number;
        left_out: number;
        per_second: number;
        from: string | null;
        groups: {
          id: string;
          direction: 'wider' | 'narrower' | 'other';
          unintended: boolean;
          says: string;
          from: 'allow' | 'approve' | 'human' | 'deny';
          to: 'allow' | 'approve' | 'human' | 'deny';
          cases: number;
          money: { minor: number; currency: string } | null;
          examples: { case: string; title: string; money: { minor: number; currency: string } | null }[];
        }[];
      } | null;
      text: string;
    };
  };
  /** Put a change in force, or before a second person. */
  change_boundary: {
    query: Record<string, never>;
    body: { text: string; base: string; because: string; ticked?: string[] };
    answer: { status: 'in_force' | 'proposed'; says: string; change: string | null };
  };
  /** Accept, decline or withdraw somebody's change of a boundary. */
  decide_change: {
    query: Record<string, never>;
    body: { decision: 'accept' | 'decline' | 'withdraw'; because?: string; ticked?: string[] };
    answer: { says: string };
  };
  /** Changes of boundaries that wait for a second person. */
  changes: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      changes: {
        id: string;
        workflow: string;
        state: 'proposed' | 'accepted' | 'declined' | 'withdrawn';
        because: string;
        by: string;
        at: string;
        decided_by: string | null;
        decided_at: string | null;
        barred: string | null;
      }[];
    };
  };
  /** All rollbacks, newest first. */
  rollbacks: {
    query: { cursor?: string; limit?: number };
    body: Record<string, never>;
    answer: {
      rollbacks: {
        id: string;
        state: 'planned' | 'running' | 'paused' | 'done' | 'cancelled';
        title: string;
        slice: {
          workflow?: string;
          write?: string;
          version?: string;
          from?: string;
          to?: string;
          kind?: string;
          agent?: string;
          case?: string;
          rollback?: string;
        };
        counts: Record<string, number>;
        by: string;
        at: string;
        changed_at: string;
      }[];
      next: string | null;
    };
  };
  /** List what a slice of the log would take back. Nothing is done. */
  plan_rollback: {
    query: Record<string, never>;
    body: {
      slice: {
        workflow?: string;
        write?: string;
        version?: string;
        from?: string;
        to?: string;
        kind?: string;
        agent?: string;
        case?: string;
        rollback?: string;
      };
      because: string;
    };
    answer: { id: string };
  };
  /** One rollback: its plan, how far it is, and what became of each action. */
  rollback: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      id: string;
      state: 'planned' | 'running' | 'paused' | 'done' | 'cancelled';
      title: string;
      slice: {
        workflow?: string;
        write?: string;
        version?: string;
        from?: string;
        to?: string;
        kind?: string;
        agent?: string;
        case?: string;
        rollback?: string;
      };
      counts: Record<string, number>;
      by: string;
      at: string;
      changed_at: string;
      because: string;
      money: { minor: number; currency: string }[];
      items: {
        key: string;
        case: string;
        title: string;
        write: string;
        label: string;
        at: string;
        money: { minor: number; currency: string } | null;
        state: 'can' | 'cannot' | 'conflict' | 'unknown' | 'undone' | 'failed' | 'held';
        says: string;
        expected?: string;
        found?: string;
        target?: string;
        by?: string;
      }[];
      says: string;
      may: boolean;
      reversible: boolean;
    };
  };
  /** Start, pause, resume or cancel it. */
  run_rollback: {
    query: Record<string, never>;
    body: { verb: 'start' | 'pause' | 'resume' | 'cancel'; because?: string };
    answer: { says: string };
  };
  /** How you look before you decide: pace, what you open, catches. */
  attention: {
    query: { days?: number };
    body: Record<string, never>;
    answer: {
      from: string;
      set: { workflow: string; label: string; checks: number; second: number }[];
      mine: {
        person: string;
        name: string;
        decisions: number;
        timed: number;
        pace: { seconds: number; low: number; high: number; tenth: number; ninetieth: number } | null;
        opened: {
          part: string;
          label: string;
          rate: { count: number; of: number; low: number; high: number };
        }[];
        quick: {
          rate: { count: number; of: number; low: number; high: number } | null;
          needed: number;
          run: number;
          warns: boolean;
          says: string;
          runs: { from: string; to: string; length: number; cases: string[] }[];
        };
        checks: {
          caught: { count: number; of: number; low: number; high: number } | null;
          says: string;
          recent: {
            case: string;
            at: string;
            mistake: 'wrong_play' | 'wrong_amount' | 'wrong_choice' | 'wrong_recipient' | 'wrong_text';
            says: string;
            caught: boolean;
          }[];
        };
        agreement: {
          rate: { count: number; of: number; low: number; high: number } | null;
          beyond_chance: { value: number; low: number; high: number } | null;
          says: string;
          cases: { case: string; at: string; first: string; second: string }[];
        };
        weight: { factor: number; why: 'good' | 'unmeasured' | 'misses' | 'run'; says: string };
        says: string;
      };
    };
  };
  /** How all reviewers look, for an owner. */
  reviewers: {
    query: { days?: number };
    body: Record<string, never>;
    answer: {
      from: string;
      reviewers: {
        person: string;
        name: string;
        decisions: number;
        timed: number;
        pace: { seconds: number; low: number; high: number; tenth: number; ninetieth: number } | null;
        opened: {
          part: string;
          label: string;
          rate: { count: number; of: number; low: number; high: number };
        }[];
        quick: {
          rate: { count: number; of: number; low: number; high: number } | null;
          needed: number;
          run: number;
          warns: boolean;
          says: string;
          runs: { from: string; to: string; length: number; cases: string[] }[];
        };
        checks: {
          caught: { count: number; of: number; low: number; high: number } | null;
          says: string;
          recent: {
            case: string;
            at: string;
            mistake: 'wrong_play' | 'wrong_amount' | 'wrong_choice' | 'wrong_recipient' | 'wrong_text';
            says: string;
            caught: boolean;
          }[];
        };
        agreement: {
          rate: { count: number; of: number; low: number; high: number } | null;
          beyond_chance: { value: number; low: number; high: number } | null;
          says: string;
          cases: { case: string; at: string; first: string; second: string }[];
        };
        weight: { factor: number; why: 'good' | 'unmeasured' | 'misses' | 'run'; says: string };
        says: string;
      }[];
      checks: { count: number; of: number; low: number; high: number } | null;
      agreement: {
        rate: { count: number; of: number; low: number; high: number } | null;
        beyond_chance: { value: number; low: number; high: number } | null;
        says: string;
        cases: { case: string; at: string; first: string; second: string }[];
      };
      says: string;
    };
  };
  /** A drawn case as it was before it was planned: nothing of what was planned or done. */
  audit_case: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      id: string;
      workflow: string;
      workflow_label: string;
      version: number;
      subject: string;
      title: string;
      kind: string | null;
      kind_label: string | null;
      status: 'open' | 'waiting' | 'stopped' | 'held' | 'acting' | 'unknown' | 'closed';
      stopped_by: string | null;
      held_by: { system: string; label: string; since: string; says: string } | null;
      rollout: { stage: 'record' | 'shadow' | 'draft' | 'act'; cohort: 'agent' | 'control' } | null;
      step: string;
      outcome: string | null;
      reworked: boolean;
      opened_at: string;
      closed_at: string | null;
      messages: {
        at: string;
        from: string;
        text: string;
        fields: { name: string; label: string; value: unknown }[];
      }[];
      facts: {
        name: string;
        label: string;
        source: string;
        at: string;
        trust: 'trusted' | 'outside';
        value: unknown;
        shape?: unknown;
        missing: string | null;
        stale: boolean;
        page: string | null;
      }[];
      plan: {
        digest: string;
        agent: { name: string; version: string };
        kind: string;
        play: string | null;
        play_label: string;
        confidence: number;
        claimed: boolean;
        reason: string;
        evidence: { says: string; weight: number }[];
        inputs: { name: string; label: string; shape: unknown; value: unknown }[];
        actions: {
          write: string;
          label: string;
          args: Record<string, unknown>;
          arg_shapes: Record<string, unknown>;
          tainted: string[];
          digest: string;
          money: { minor: number; currency: string } | null;
          irreversible: boolean;
          undo: string | null;
          ruling: {
            effect: 'allow' | 'approve' | 'human' | 'deny';
            reasons: {
              source:
                'boundary' | 'map' | 'stage' | 'confidence' | 'check' | 'standing' | 'switch' | 'anomaly';
              rule: string;
              effect: 'allow' | 'approve' | 'human' | 'deny';
              met: true | 'unknown';
              says: string;
              missing?: string[];
              brake?: 'all' | 'workflow' | 'agent' | 'system' | 'write';
              line?: number;
            }[];
            quiet: string[];
            missing: string[];
          } | null;
        }[];
        effect: 'allow' | 'approve' | 'human' | 'deny' | null;
        reasons: {
          source: 'boundary' | 'map' | 'stage' | 'confidence' | 'check' | 'standing' | 'switch' | 'anomaly';
          rule: string;
          effect: 'allow' | 'approve' | 'human' | 'deny';
          met: true | 'unknown';
          says: string;
          missing?: string[];
          brake?: 'all' | 'workflow' | 'agent' | 'system' | 'write';
          line?: number;
        }[];
        similar: {
          case: string;
          score: number;
          kind: string | null;
          play: string | null;
          text: string;
          decided_at: string | null;
        }[];
      } | null;
      keys: { key: 'boundary' | 'stage' | 'standing'; holds: boolean; says: string }[] | null;
      review: {
        id: string;
        status: 'open' | 'claimed' | 'snoozed' | 'decided' | 'expired';
        effect: 'allow' | 'approve' | 'human' | 'deny';
        role: string | null;
        says: string;
        asked_at: string;
        expires_at: string | null;
        claimed_by: string | null;
        claimed_until: string | null;
        snoozed_until: string | null;
        decided_by: string | null;
        decision: string | null;
        sealed: boolean;
        runs: boolean;
        step: number;
        remind_at?: string | null;
        deciders?: string[];
        chain: {
          says: string;
          state: 'done' | 'now' | 'later';
          approvals: { by: string; at: string; for: string | null }[];
        }[];
      } | null;
      revealed: {
        play: string | null;
        play_label: string;
        kind: string;
        reason: string;
        agreed: boolean;
        differences: { what: string; agent: string; person: string }[];
      } | null;
      checked?: {
        caught: boolean;
        mistake: 'wrong_play' | 'wrong_amount' | 'wrong_choice' | 'wrong_recipient' | 'wrong_text';
        says: string;
        by: string;
        at: string;
        decision: 'approve' | 'edit' | 'reject' | 'escalate' | 'snooze' | 'handled';
        differences: { what: string; planted: string; true: string }[];
      } | null;
      performed: {
        key: string;
        write: string;
        label: string;
        args: Record<string, unknown>;
        status: 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
        says: string;
        money: { minor: number; currency: string } | null;
        at: string;
        done_at: string | null;
        by:
          | { type: 'person'; id: string; name?: string }
          | { type: 'agent'; id: string; version: string }
          | { type: 'remit' }
          | { type: 'outside'; id: string };
        undo: { write: string; label: string; says: string; until: string | null } | null;
        undo_not: string | null;
      }[];
      earlier: {
        id: string;
        title: string;
        kind: string | null;
        outcome: string | null;
        opened_at: string;
      }[];
      plays: {
        name: string;
        label: string;
        writes: string[];
        inputs: { name: string; label: string; shape: unknown; value: unknown }[];
      }[];
      kinds: { name: string; label: string }[];
      roles: string[];
    };
  };
  /** Spot audits per week: drawn, judged, deviations, the target. */
  audit_weeks: {
    query: { workflow?: string; weeks?: number };
    body: Record<string, never>;
    answer: {
      from: string;
      workflows: {
        workflow: string;
        label: string;
        share: number;
        target: number;
        weeks: {
          week: string;
          ran: number;
          drawn: number;
          judged: number;
          deviated: number;
          overdue: number;
          came_back: number;
          waiting: number;
          rate: { count: number; of: number; low: number; high: number } | null;
        }[];
        total: {
          ran: number;
          drawn: number;
          judged: number;
          deviated: number;
          overdue: number;
          came_back: number;
          waiting: number;
          rate: { count: number; of: number; low: number; high: number } | null;
          at_least: number;
          at_most: number;
        };
        target_is: 'met' | 'not_met' | 'unknown';
        needed: number | null;
        says: string;
        deviations: { case: string; at: string; title: string; says: string }[];
      }[];
    };
  };
  /** What every agent of every workflow has earned, in a line each. */
  standings: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      standings: {
        agent: string;
        version: string;
        kind: string;
        state: 'earned' | 'granted' | 'gathering' | 'unsure' | 'vetoed' | 'lost' | 'policy' | 'counting';
        open: boolean;
        says: string;
        missing: { needed: number | null; days: number | null; says: string } | null;
        workflow: string;
        label: string;
      }[];
    };
  };
  /** What the agents of a workflow have earned, on what evidence, and what is missing. */
  standing: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      limits: { risk: number; error: number; says: string };
      counted_at: string | null;
      kinds: { name: string; label: string }[];
      policy: { at: string; by: string; because: string; kinds: string[] | null } | null;
      agents: {
        agent: string;
        version: string;
        kind: string;
        order: number;
        state: 'earned' | 'granted' | 'gathering' | 'unsure' | 'vetoed' | 'lost' | 'policy' | 'counting';
        open: boolean;
        says: string;
        granted: { because: string; stands: boolean; says: string } | null;
        observed: {
          cases: number;
          deviations: number;
          rate: { count: number; of: number; low: number; high: number } | null;
          back_run: number;
          says: string;
        };
        lanes: {
          group: string;
          group_says: string;
          lane: number;
          label: string;
          open: boolean;
          generation: number;
          cases: number;
          deviations: number;
          share: number;
          coverage: number | null;
          missing: { needed: number | null; days: number | null; says: string } | null;
          says: string;
        }[];
        vetoes: {
          kind: string;
          kind_label: string;
          play: string;
          play_label: string;
          rate: { count: number; of: number; low: number; high: number };
          says: string;
        }[];
        probation: {
          since: string;
          cases: number;
          deviations: number;
          rate: number | null;
          at_most: number | null;
          says: string;
        } | null;
        calibration: {
          from: number;
          to: number;
          predicted: number;
          agreed: { count: number; of: number; low: number; high: number };
        }[];
        missing: { needed: number | null; days: number | null; says: string } | null;
        audits: { percent: number; waiting: number; overdue: number; says: string };
        history: { at: string; what: 'opened' | 'closed' | 'policy'; says: string; by: string }[];
      }[];
      cascade: {
        from: string;
        cases: number;
        says: string;
        agents: {
          agent: string;
          asked: number;
          held: number;
          spared: number;
          cost: { minor: number; currency: string } | null;
          ms: number | null;
          says: string;
        }[];
        saved_minor: { value: number; low: number; high: number } | null;
        saved_ms: { value: number; low: number; high: number } | null;
      } | null;
      may: { change_policy: boolean; says: string };
    };
  };
  /** Say that the policy has changed: what was earned for these kinds ends at once and is proved anew. */
  change_policy: {
    query: Record<string, never>;
    body: { kinds: string[] | null; because: string };
    answer: { says: string; version: number };
  };
  /** Every metric of a selection, beside the baseline and the control group. */
  metrics: {
    query: {
      workflow?: string;
      kind?: string;
      play?: string;
      agent?: string;
      version?: string;
      system?: string;
      from?: string;
      to?: string;
    };
    body: Record<string, never>;
    answer: {
      selected: { from: string; to: string; says: string; counted_until: string | null };
      metrics: {
        id:
          | 'coverage_prepared'
          | 'coverage_alone'
          | 'intervention_rate'
          | 'edit_rate'
          | 'edit_extent'
          | 'edit_money'
          | 'rejection_rate'
          | 'agreement'
          | 'rework_rate'
          | 'escalation_rate'
          | 'policy_conflicts'
          | 'failure_rate'
          | 'audit_deviation'
          | 'misroutes'
          | 'exposure'
          | 'spend'
          | 'first_response'
          | 'resolution'
          | 'waiting'
          | 'handling'
          | 'hours_recaptured'
          | 'backlog';
        label: string;
        unit: 'share' | 'minutes' | 'money' | 'hours' | 'cases';
        better: 'up' | 'down' | null;
        means: string;
        agent: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        };
        baseline: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        } | null;
        control: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        } | null;
        against_baseline: {
          value: number;
          low: number;
          high: number;
          verdict: 'better' | 'worse' | 'same' | 'other';
          says: string;
        } | null;
        against_control: {
          value: number;
          low: number;
          high: number;
          verdict: 'better' | 'worse' | 'same' | 'other';
          says: string;
        } | null;
        why: string;
        parts: {
          name: string;
          label: string;
          estimate: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          };
        }[];
        listed: boolean;
      }[];
      options: {
        workflow: { name: string; label: string; decisions: number }[];
        kind: { name: string; label: string; decisions: number }[];
        play: { name: string; label: string; decisions: number }[];
        agent: { name: string; label: string; decisions: number }[];
        version: { name: string; label: string; decisions: number; agent: string }[];
        system: { name: string; label: string; decisions: number }[];
      };
    };
  };
  /** One metric over time. */
  metric_series: {
    query: {
      workflow?: string;
      kind?: string;
      play?: string;
      agent?: string;
      version?: string;
      system?: string;
      from?: string;
      to?: string;
      every?: 'hour' | 'day' | 'week' | 'month';
    };
    body: Record<string, never>;
    answer: {
      metric:
        | 'coverage_prepared'
        | 'coverage_alone'
        | 'intervention_rate'
        | 'edit_rate'
        | 'edit_extent'
        | 'edit_money'
        | 'rejection_rate'
        | 'agreement'
        | 'rework_rate'
        | 'escalation_rate'
        | 'policy_conflicts'
        | 'failure_rate'
        | 'audit_deviation'
        | 'misroutes'
        | 'exposure'
        | 'spend'
        | 'first_response'
        | 'resolution'
        | 'waiting'
        | 'handling'
        | 'hours_recaptured'
        | 'backlog';
      every: 'hour' | 'day' | 'week' | 'month';
      selected: { from: string; to: string; says: string; counted_until: string | null };
      points: {
        from: string;
        to: string;
        agent: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        } | null;
        control: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        } | null;
      }[];
      baseline: {
        count: number;
        of: number;
        value: number | null;
        low: number | null;
        high: number | null;
        upper: number | null;
        p90: number | null;
        each: number | null;
        currency: string | null;
        open?: number;
        young?: number;
        small: boolean;
        says: string;
      } | null;
    };
  };
  /** One metric by kind, play, agent, version, system, … */
  metric_slices: {
    query: {
      workflow?: string;
      kind?: string;
      play?: string;
      agent?: string;
      version?: string;
      system?: string;
      from?: string;
      to?: string;
      by: 'workflow' | 'kind' | 'play' | 'agent' | 'version' | 'system';
    };
    body: Record<string, never>;
    answer: {
      metric:
        | 'coverage_prepared'
        | 'coverage_alone'
        | 'intervention_rate'
        | 'edit_rate'
        | 'edit_extent'
        | 'edit_money'
        | 'rejection_rate'
        | 'agreement'
        | 'rework_rate'
        | 'escalation_rate'
        | 'policy_conflicts'
        | 'failure_rate'
        | 'audit_deviation'
        | 'misroutes'
        | 'exposure'
        | 'spend'
        | 'first_response'
        | 'resolution'
        | 'waiting'
        | 'handling'
        | 'hours_recaptured'
        | 'backlog';
      by: 'workflow' | 'kind' | 'play' | 'agent' | 'version' | 'system';
      selected: { from: string; to: string; says: string; counted_until: string | null };
      slices: {
        name: string;
        label: string;
        agent: string | null;
        estimate: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        };
        control: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        } | null;
        baseline: {
          count: number;
          of: number;
          value: number | null;
          low: number | null;
          high: number | null;
          upper: number | null;
          p90: number | null;
          each: number | null;
          currency: string | null;
          open?: number;
          young?: number;
          small: boolean;
          says: string;
        } | null;
      }[];
    };
  };
  /** The cases behind one number, newest first. */
  metric_cases: {
    query: {
      workflow?: string;
      kind?: string;
      play?: string;
      agent?: string;
      version?: string;
      system?: string;
      from?: string;
      to?: string;
      who?: 'agent' | 'control' | 'baseline';
      side?: 'count' | 'of';
      part?: string;
      after?: string;
      limit?: number;
    };
    body: Record<string, never>;
    answer: {
      metric:
        | 'coverage_prepared'
        | 'coverage_alone'
        | 'intervention_rate'
        | 'edit_rate'
        | 'edit_extent'
        | 'edit_money'
        | 'rejection_rate'
        | 'agreement'
        | 'rework_rate'
        | 'escalation_rate'
        | 'policy_conflicts'
        | 'failure_rate'
        | 'audit_deviation'
        | 'misroutes'
        | 'exposure'
        | 'spend'
        | 'first_response'
        | 'resolution'
        | 'waiting'
        | 'handling'
        | 'hours_recaptured'
        | 'backlog';
      who: 'agent' | 'control' | 'baseline';
      side: 'count' | 'of';
      selected: { from: string; to: string; says: string; counted_until: string | null };
      total: number;
      cases: {
        case: string;
        round: number;
        workflow: string;
        title: string;
        kind: string;
        kind_label: string;
        play: string | null;
        play_label: string | null;
        at: string;
        how: string | null;
        decided_by: string | null;
        says: string;
      }[];
      next: string | null;
    };
  };
  /** Edits against rework over time, per workflow, in four named regions. */
  signal: {
    query: {
      workflow?: string;
      kind?: string;
      play?: string;
      agent?: string;
      version?: string;
      system?: string;
      from?: string;
      to?: string;
      every?: 'hour' | 'day' | 'week' | 'month';
    };
    body: Record<string, never>;
    answer: {
      selected: { from: string; to: string; says: string; counted_until: string | null };
      every: 'hour' | 'day' | 'week' | 'month';
      workflows: {
        workflow: string;
        label: string;
        lines: { edit: number; rework: number; says: string };
        points: {
          from: string;
          to: string;
          edit: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          };
          rework: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          };
          region: 'improving' | 'blind_trust' | 'careful' | 'failing' | 'unknown';
          sure: boolean;
          says: string;
        }[];
        now: {
          from: string;
          to: string;
          edit: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          };
          rework: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          };
          region: 'improving' | 'blind_trust' | 'careful' | 'failing' | 'unknown';
          sure: boolean;
          says: string;
        } | null;
        trend: {
          edit: {
            value: number;
            low: number;
            high: number;
            verdict: 'better' | 'worse' | 'same' | 'other';
            says: string;
          };
          rework: {
            value: number;
            low: number;
            high: number;
            verdict: 'better' | 'worse' | 'same' | 'other';
            says: string;
          };
          says: string;
        } | null;
      }[];
    };
  };
  /** What was run over the log, and what can be: agents, boundaries, kinds. */
  backruns: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      runs: {
        id: string;
        workflow: string;
        state: 'running' | 'interrupted' | 'capped' | 'cancelled' | 'failed' | 'done';
        agent: string;
        agent_version: string;
        agent_from: 'workflow' | 'file';
        boundary: string;
        boundary_says: string;
        since: string | null;
        until: string;
        kind: string | null;
        done: number;
        total: number;
        agreed: { count: number; of: number; low: number; high: number } | null;
        by: string;
        started_at: string;
        ended_at: string | null;
      }[];
      agents: { name: string; version: string; kind: string; says: string }[];
      boundaries: { id: string; label: string }[];
      kinds: { name: string; label: string }[];
      decided: { cases: number; from: string | null; to: string | null };
    };
  };
  /** What a run would look at and what it would cost. Nothing is run or spent. */
  plan_backrun: {
    query: Record<string, never>;
    body: {
      agent: string;
      rules?: { text: string; file: string };
      boundary?: string;
      boundary_text?: { text: string; file: string };
      since?: string;
      until?: string;
      kind?: string;
    };
    answer: {
      cases: number;
      agent: string;
      agent_version: string;
      boundary: string;
      boundary_says: string;
      reused: number;
      asked: number;
      cost: { minor: number; currency: string } | null;
      same: {
        id: string;
        state: 'running' | 'interrupted' | 'capped' | 'cancelled' | 'failed' | 'done';
        done: number;
      } | null;
      says: string;
    };
  };
  /** Run an agent over logged cases, or go on with a run of the same that stopped. Nothing is performed. */
  start_backrun: {
    query: Record<string, never>;
    body: {
      agent: string;
      rules?: { text: string; file: string };
      boundary?: string;
      boundary_text?: { text: string; file: string };
      since?: string;
      until?: string;
      kind?: string;
      spend_minor?: number;
    };
    answer: { id: string; says: string };
  };
  /** One run: how far it is, and how it compares with what people decided. */
  backrun: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      id: string;
      workflow: string;
      state: 'running' | 'interrupted' | 'capped' | 'cancelled' | 'failed' | 'done';
      agent: string;
      agent_version: string;
      agent_from: 'workflow' | 'file';
      boundary: string;
      boundary_says: string;
      since: string | null;
      until: string;
      kind: string | null;
      done: number;
      total: number;
      agreed: { count: number; of: number; low: number; high: number } | null;
      by: string;
      started_at: string;
      ended_at: string | null;
      label: string;
      says: string;
      fault: string | null;
      per_second: number | null;
      seconds_left: number | null;
      cost: {
        spent: { minor: number; currency: string };
        cap: { minor: number; currency: string } | null;
        asked: number;
        reused: number;
        says: string;
      };
      results: {
        cases: number;
        agreement: { rate: { count: number; of: number; low: number; high: number } | null; says: string };
        abstained: { rate: { count: number; of: number; low: number; high: number } | null; says: string };
        by_kind: {
          name: string;
          label: string;
          agreed: { count: number; of: number; low: number; high: number };
          abstained: number;
        }[];
        by_play: {
          name: string;
          label: string;
          agreed: { count: number; of: number; low: number; high: number };
          arguments: {
            name: string;
            label: string;
            agreed: { count: number; of: number; low: number; high: number };
          }[];
        }[];
        money: {
          currency: string;
          cases: number;
          planned_minor: number;
          decided_minor: number;
          difference_minor: number;
          low_minor: number | null;
          high_minor: number | null;
          says: string;
        }[];
        hours: {
          cases: number;
          measured: number;
          minutes: number;
          cost: { minor: number; currency: string } | null;
          says: string;
        };
        conflicts: {
          rate: { count: number; of: number; low: number; high: number } | null;
          rules: { rule: string; says: string; cases: number }[];
          says: string;
        };
        alone: {
          rate: { count: number; of: number; low: number; high: number } | null;
          boundary: { count: number; of: number; low: number; high: number } | null;
          stage: { count: number; of: number; low: number; high: number } | null;
          standing: { count: number; of: number; low: number; high: number } | null;
          deviated: { count: number; of: number; low: number; high: number } | null;
          at_most: number | null;
          says: string;
          standing_says: string;
        };
        left_out: { cases: number; says: string };
        digest: string;
      } | null;
    };
  };
  /** The cases behind the numbers of a run. */
  backrun_cases: {
    query: {
      what?: 'differs' | 'agrees' | 'abstained' | 'conflicts' | 'alone' | 'all';
      kind?: string;
      play?: string;
      argument?: string;
      rule?: string;
      after?: string;
      limit?: number;
    };
    body: Record<string, never>;
    answer: {
      cases: {
        id: string;
        case: string;
        title: string;
        at: string;
        planned: {
          play: string;
          label: string;
          kind: string;
          kind_label: string;
          money: { minor: number; currency: string } | null;
        } | null;
        decided: {
          play: string;
          label: string;
          kind: string;
          kind_label: string;
          money: { minor: number; currency: string } | null;
        };
        agreed: boolean | null;
        changed: string[];
        says: string;
        because: string;
        effect: 'allow' | 'approve' | 'human' | 'deny' | null;
        rule_says: string;
        alone: boolean;
      }[];
      total: number;
      next: string | null;
    };
  };
  /** Cancel it, or let it go on where it stopped. */
  run_backrun: {
    query: Record<string, never>;
    body: { verb: 'cancel' | 'resume'; spend_minor?: number };
    answer: { says: string };
  };
  /** The card of an agent: what it may do, what it does, where the two part, how well, and what changed. */
  card: {
    query: { agent?: string };
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      made_at: string;
      agents: { name: string; version: string; kind: string }[];
      agent: { name: string; version: string; kind: string; says: string };
      may: {
        says: string;
        now: string;
        writes: { write: string; label: string; sentences: string[] }[];
        always: string[];
        never: string[];
      };
      does: {
        says: string;
        cases: number;
        table: {
          rows: {
            says: string;
            play: string;
            label: string;
            taught: { count: number; of: number; low: number; high: number } | null;
            held: { count: number; of: number; low: number; high: number } | null;
          }[];
          fidelity: { count: number; of: number; low: number; high: number } | null;
          always: { count: number; of: number; low: number; high: number } | null;
          says: string;
        } | null;
      };
      parts: {
        says: string;
        unwritten: { says: string; cases: number; href: string | null }[];
        unused: { says: string; cases: number; href: string | null }[];
        denied: { says: string; cases: number; href: string | null }[];
      };
      well: {
        says: string;
        measures: { id: string; label: string; says: string; small: boolean; href: string | null }[];
      };
      changed: {
        at: string;
        what: 'version' | 'boundary' | 'stage' | 'lane' | 'policy' | 'rule';
        says: string;
        by: string;
        because: string;
        href: string | null;
      }[];
      markdown: string;
    };
  };
  /** Which kinds are ready to be handed over, and why. */
  readiness: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      cases: number;
      from: string | null;
      to: string | null;
      says: string;
      notes: string[];
      kinds: {
        kind: string;
        label: string;
        verdict: 'ready' | 'nearly' | 'not_yet' | 'too_few';
        says: string;
        cases: number;
        per_week: number | null;
        mostly: {
          play: string;
          label: string;
          rate: { count: number; of: number; low: number; high: number };
        } | null;
        foreseen: { count: number; of: number; low: number; high: number } | null;
        sure: {
          reach: { count: number; of: number; low: number; high: number };
          deviated: { count: number; of: number; low: number; high: number } | null;
        } | null;
        money: {
          rate: { count: number; of: number; low: number; high: number };
          median: { minor: number; currency: string };
          most: { minor: number; currency: string };
        } | null;
        irreversible: { count: number; of: number; low: number; high: number } | null;
        missing: { count: number; of: number; low: number; high: number } | null;
        missed: { fact: string; count: number }[];
        reworked: { count: number; of: number; low: number; high: number } | null;
        reasons: {
          of: 'volume' | 'repeatability' | 'cost' | 'context';
          speaks: 'for' | 'nearly' | 'against';
          says: string;
        }[];
      }[];
    };
  };
  /** Rule updates: drafts from what people changed, and what became of others. */
  updates: {
    query: { workflow?: string };
    body: Record<string, never>;
    answer: {
      updates: {
        id: string;
        workflow: string;
        label: string;
        state: 'draft' | 'proposed' | 'accepted' | 'declined' | 'withdrawn';
        found: 'mined' | 'by_hand';
        says: string;
        condition: { id: string; says: string; cel: string }[];
        proof: {
          precision: { count: number; of: number; low: number; high: number };
          base: { count: number; of: number; low: number; high: number };
          p: number | null;
          tried: number;
          says: string;
          small: boolean;
        };
        group_says: string;
        past_says: string | null;
        is_new: boolean;
        is_wider: boolean;
        ways: ('boundary' | 'row' | 'default' | 'playbook')[];
        widens: boolean;
        cost: { minor: number; currency: string } | null;
        at: string;
        by: string | null;
        decided_by: string | null;
        decided_at: string | null;
        way: 'boundary' | 'row' | 'default' | 'playbook' | null;
        followed: {
          says: string;
          since: string;
          cases: number;
          fits: { count: number; of: number; low: number; high: number } | null;
          conflicts: number;
          rework: number;
        } | null;
      }[];
      looked: {
        workflow: string;
        label: string;
        at: string;
        decided: number;
        changed: number;
        tried: number;
        took_ms: number;
        looking: number | null;
        says: string;
      }[];
    };
  };
  /** One rule update with its cases, its proof and the ways to accept it. */
  update: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      id: string;
      workflow: string;
      label: string;
      state: 'draft' | 'proposed' | 'accepted' | 'declined' | 'withdrawn';
      found: 'mined' | 'by_hand';
      says: string;
      condition: { id: string; says: string; cel: string }[];
      proof: {
        precision: { count: number; of: number; low: number; high: number };
        base: { count: number; of: number; low: number; high: number };
        p: number | null;
        tried: number;
        says: string;
        small: boolean;
      };
      group_says: string;
      past_says: string | null;
      is_new: boolean;
      is_wider: boolean;
      ways: ('boundary' | 'row' | 'default' | 'playbook')[];
      widens: boolean;
      cost: { minor: number; currency: string } | null;
      at: string;
      by: string | null;
      decided_by: string | null;
      decided_at: string | null;
      way: 'boundary' | 'row' | 'default' | 'playbook' | null;
      followed: {
        says: string;
        since: string;
        cases: number;
        fits: { count: number; of: number; low: number; high: number } | null;
        conflicts: number;
        rework: number;
      } | null;
      workings: {
        way: 'boundary' | 'row' | 'default' | 'playbook';
        label: string;
        file: string;
        says: string;
        lines: { change: 'same' | 'added' | 'removed'; text: string }[];
        base: string;
        text: string;
        widens: boolean;
        widens_says: string;
        backtest: {
          cases: number;
          says: string;
          better: number;
          worse: number;
          boundary: {
            cases: number;
            left_out: number;
            per_second: number;
            from: string | null;
            groups: {
              id: string;
              direction: 'wider' | 'narrower' | 'other';
              unintended: boolean;
              says: string;
              from: 'allow' | 'approve' | 'human' | 'deny';
              to: 'allow' | 'approve' | 'human' | 'deny';
              cases: number;
              money: { minor: number; currency: string } | null;
              examples: { case: string; title: string; money: { minor: number; currency: string } | null }[];
            }[];
          } | null;
        };
        barred: string | null;
      }[];
      cases: { case: string; title: string; at: string; fits: boolean; decided: string }[];
      change: string | null;
      because: string | null;
      barred: string | null;
    };
  };
  /** Put a rule update in force, by the path of any other change. */
  accept_update: {
    query: Record<string, never>;
    body: {
      way: 'boundary' | 'row' | 'default' | 'playbook';
      base: string;
      because?: string;
      ticked?: string[];
    };
    answer: { status: 'in_force' | 'proposed'; says: string; change: string | null };
  };
  /** Decline a rule update: it is not suggested again. */
  decline_update: { query: Record<string, never>; body: { because?: string }; answer: { says: string } };
  /** From what a person changed in a case: a draft of a rule, with what it would have done. Nothing is in force. */
  rule_from_case: {
    query: Record<string, never>;
    body: { parts?: string[] };
    answer: {
      case: string;
      workflow: string;
      outcome: string;
      parts: { id: string; says: string; cel: string; chosen: boolean }[];
      update: string;
      says: string;
      proof: {
        precision: { count: number; of: number; low: number; high: number };
        base: { count: number; of: number; low: number; high: number };
        p: number | null;
        tried: number;
        says: string;
        small: boolean;
      };
      backtest: string;
    };
  };
  /** Failures, edits, escalations, conflicts and rework of a time, grouped by what they share, dearest first. */
  exceptions: {
    query: {
      workflow?: string;
      cause?: 'failed' | 'edited' | 'escalated' | 'conflict' | 'reworked';
      from?: string;
      to?: string;
    };
    body: Record<string, never>;
    answer: {
      from: string;
      to: string;
      says: string;
      decided: number;
      counts: Record<string, number>;
      cost: { minor: number; currency: string };
      cost_says: string;
      groups: {
        id: string;
        workflow: string;
        label: string;
        cause: 'failed' | 'edited' | 'escalated' | 'conflict' | 'reworked';
        says: string;
        shares: { id: string; says: string; cel: string }[];
        rate: { count: number; of: number; low: number; high: number };
        within: { count: number; of: number; low: number; high: number } | null;
        money: { minor: number; currency: string } | null;
        minutes: number;
        cost: { minor: number; currency: string };
        cases: { case: string; title: string; at: string; says: string }[];
        update: { id: string; says: string } | null;
        advice: string;
      }[];
    };
  };
  /** Decisions of people that broke the written policy of their day. */
  precedents: {
    query: { workflow?: string };
    body: Record<string, never>;
    answer: {
      precedents: {
        id: string;
        case: string;
        title: string;
        workflow: string;
        label: string;
        decision: number;
        decided: string;
        by: string;
        decided_at: string;
        flagged_at: string;
        boundary: string;
        rules: string[];
        says: string;
        verdict: 'keep' | 'set_aside' | null;
        judged_by: string | null;
      }[];
      looked: number;
      left_out: number;
    };
  };
  /** Say whether a flagged decision was right after all (keep), or is not to be learned from (set_aside). */
  judge_precedent: {
    query: Record<string, never>;
    body: { verdict: 'keep' | 'set_aside'; because?: string };
    answer: { says: string };
  };
  /** Reports of days, weeks or months, newest first, and who gets them. */
  reports: {
    query: { period?: 'day' | 'week' | 'month' };
    body: Record<string, never>;
    answer: {
      period: 'day' | 'week' | 'month';
      mail: { configured: boolean; says: string };
      schedules: {
        every: 'day' | 'week' | 'month';
        at: string;
        for: string[];
        to: { id: string; name: string; has_address: boolean }[];
        next_at: string;
        says: string;
      }[];
      reports: {
        id: string;
        date: string;
        title: string;
        is_over: boolean;
        cases: number;
        mails: {
          to: string;
          name: string;
          for: string[];
          state: 'waiting' | 'sending' | 'sent' | 'failed' | 'not_known' | 'given_up';
          at: string | null;
          says: string;
        }[];
      }[];
    };
  };
  /** One report: `week.2026-11-16`, of a workflow or of the whole. */
  report: {
    query: { workflow?: string };
    body: Record<string, never>;
    answer: {
      id: string;
      period: 'day' | 'week' | 'month';
      date: string;
      title: string;
      from: string;
      to: string;
      is_over: boolean;
      made_at: string;
      counted_until: string | null;
      sections: {
        workflow: string | null;
        label: string;
        summary: { headline: string; moved: string[]; noise: string | null; unknown: string[] };
        rows: {
          id:
            | 'coverage_prepared'
            | 'coverage_alone'
            | 'intervention_rate'
            | 'edit_rate'
            | 'edit_extent'
            | 'edit_money'
            | 'rejection_rate'
            | 'agreement'
            | 'rework_rate'
            | 'escalation_rate'
            | 'policy_conflicts'
            | 'failure_rate'
            | 'audit_deviation'
            | 'misroutes'
            | 'exposure'
            | 'spend'
            | 'first_response'
            | 'resolution'
            | 'waiting'
            | 'handling'
            | 'hours_recaptured'
            | 'backlog';
          label: string;
          unit: 'share' | 'minutes' | 'money' | 'hours' | 'cases';
          better: 'up' | 'down' | null;
          means: string;
          now: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          };
          before: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          } | null;
          baseline: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          } | null;
          control: {
            count: number;
            of: number;
            value: number | null;
            low: number | null;
            high: number | null;
            upper: number | null;
            p90: number | null;
            each: number | null;
            currency: string | null;
            open?: number;
            young?: number;
            small: boolean;
            says: string;
          } | null;
          changes: {
            before: {
              difference: { value: number; low: number; high: number } | null;
              verdict: 'better' | 'worse' | 'changed' | 'noise' | 'few' | 'unknown';
              says: string;
            } | null;
            baseline: {
              difference: { value: number; low: number; high: number } | null;
              verdict: 'better' | 'worse' | 'changed' | 'noise' | 'few' | 'unknown';
              says: string;
            } | null;
            control: {
              difference: { value: number; low: number; high: number } | null;
              verdict: 'better' | 'worse' | 'changed' | 'noise' | 'few' | 'unknown';
              says: string;
            } | null;
          };
          href: string | null;
        }[];
        exceptions: { says: string; href: string | null }[];
        updates: { says: string; href: string | null }[];
        returns: { says: string; href: string | null } | null;
      }[];
      previous: string | null;
      next: string | null;
      pdf: string;
      mail: { configured: boolean; says: string };
      mails: {
        to: string;
        name: string;
        for: string[];
        state: 'waiting' | 'sending' | 'sent' | 'failed' | 'not_known' | 'given_up';
        at: string | null;
        says: string;
      }[];
    };
  };
  /** Mail a report to somebody of the workspace now. */
  send_report: {
    query: Record<string, never>;
    body: { to: string; workflows?: string[]; again?: boolean };
    answer: { says: string };
  };
  /** What the agents cost and bring: a statement with its assumptions. */
  returns: {
    query: { workflow?: string };
    body: Record<string, never>;
    answer: {
      currency: string;
      inputs: {
        name:
          | 'cases'
          | 'minutes'
          | 'by_hand_minutes'
          | 'review_minutes'
          | 'rate'
          | 'setup_hours'
          | 'integration'
          | 'upkeep_hours'
          | 'agent_spend'
          | 'error_share_before'
          | 'error_share_with'
          | 'error_cost'
          | 'hours_faster'
          | 'hour_value'
          | 'lost';
        label: string;
        unit: 'count' | 'minutes' | 'hours' | 'money' | 'share';
        per: string;
        value: number | null;
        low: number | null;
        high: number | null;
        from: 'measured' | 'stated' | 'default' | 'missing';
        count: number | null;
        says: string;
        stated: { value: number; by: string; at: string; because: string } | null;
        href: string | null;
      }[];
      lines: {
        id: string;
        side: 'once' | 'running' | 'benefit';
        label: string;
        amount: { value: number; low: number | null; high: number | null } | null;
        says: string;
        inputs: (
          | 'cases'
          | 'minutes'
          | 'by_hand_minutes'
          | 'review_minutes'
          | 'rate'
          | 'setup_hours'
          | 'integration'
          | 'upkeep_hours'
          | 'agent_spend'
          | 'error_share_before'
          | 'error_share_with'
          | 'error_cost'
          | 'hours_faster'
          | 'hour_value'
          | 'lost'
        )[];
        from: 'measured' | 'stated' | 'default' | 'missing';
      }[];
      totals: {
        once: { value: number; low: number | null; high: number | null } | null;
        running: { value: number; low: number | null; high: number | null } | null;
        benefit: { value: number; low: number | null; high: number | null } | null;
        net: { value: number; low: number | null; high: number | null } | null;
      };
      pay_back: {
        state: 'by' | 'not_within' | 'not_known';
        date: string | null;
        earliest: string | null;
        latest: string | null;
        months: number | null;
        is_guess: boolean;
        says: string;
      };
      rule: {
        answer: 'yes' | 'no' | 'not_known';
        on_guesses: 'yes' | 'no' | null;
        times: { value: number; low: number | null; high: number | null } | null;
        says: string;
      };
      measured: { of: number; count: number; says: string };
      summary: string[];
      method: string[];
      workflow: string | null;
      label: string;
      made_at: string;
      from: string | null;
      to: string | null;
      exposed: {
        moved: { minor: number; currency: string };
        cases: number;
        alone: { minor: number; currency: string };
        alone_cases: number;
        lost: { minor: number; currency: string };
        lost_cases: number;
        other_currencies: number;
        says: string;
      } | null;
      workflows: { name: string; label: string }[];
      history: { at: string; by: string; says: string; because: string }[];
    };
  };
  /** Say what an assumption is, and why; null takes it back. */
  assume: {
    query: Record<string, never>;
    body: { workflow: string | null; values: Record<string, number | null>; because: string };
    answer: { says: string };
  };
  /** The statement with other assumptions. Nothing is stored. */
  try_return: {
    query: Record<string, never>;
    body: { workflow?: string | null; values: Record<string, number | null> };
    answer: {
      currency: string;
      inputs: {
        name:
          | 'cases'
          | 'minutes'
          | 'by_hand_minutes'
          | 'review_minutes'
          | 'rate'
          | 'setup_hours'
          | 'integration'
          | 'upkeep_hours'
          | 'agent_spend'
          | 'error_share_before'
          | 'error_share_with'
          | 'error_cost'
          | 'hours_faster'
          | 'hour_value'
          | 'lost';
        label: string;
        unit: 'count' | 'minutes' | 'hours' | 'money' | 'share';
        per: string;
        value: number | null;
        low: number | null;
        high: number | null;
        from: 'measured' | 'stated' | 'default' | 'missing';
        count: number | null;
        says: string;
        stated: { value: number; by: string; at: string; because: string } | null;
        href: string | null;
      }[];
      lines: {
        id: string;
        side: 'once' | 'running' | 'benefit';
        label: string;
        amount: { value: number; low: number | null; high: number | null } | null;
        says: string;
        inputs: (
          | 'cases'
          | 'minutes'
          | 'by_hand_minutes'
          | 'review_minutes'
          | 'rate'
          | 'setup_hours'
          | 'integration'
          | 'upkeep_hours'
          | 'agent_spend'
          | 'error_share_before'
          | 'error_share_with'
          | 'error_cost'
          | 'hours_faster'
          | 'hour_value'
          | 'lost'
        )[];
        from: 'measured' | 'stated' | 'default' | 'missing';
      }[];
      totals: {
        once: { value: number; low: number | null; high: number | null } | null;
        running: { value: number; low: number | null; high: number | null } | null;
        benefit: { value: number; low: number | null; high: number | null } | null;
        net: { value: number; low: number | null; high: number | null } | null;
      };
      pay_back: {
        state: 'by' | 'not_within' | 'not_known';
        date: string | null;
        earliest: string | null;
        latest: string | null;
        months: number | null;
        is_guess: boolean;
        says: string;
      };
      rule: {
        answer: 'yes' | 'no' | 'not_known';
        on_guesses: 'yes' | 'no' | null;
        times: { value: number; low: number | null; high: number | null } | null;
        says: string;
      };
      measured: { of: number; count: number; says: string };
      summary: string[];
      method: string[];
    };
  };
  /** What brings events by itself, and what of it waits. */
  triggers: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      triggers: {
        workflow: string;
        workflow_label: string;
        name: string;
        kind: string;
        from: string | null;
        path: string | null;
        waiting: number;
        taken: { at: string; times: number } | null;
        turned_away: { at: string; says: string; times: number } | null;
      }[];
    };
  };
  /** What came in and could not become an event, newest first. */
  arrivals: {
    query: {
      state?: 'waiting' | 'delivered' | 'dropped' | 'all';
      workflow?: string;
      trigger?: string;
      cursor?: string;
      limit?: number;
    };
    body: Record<string, never>;
    answer: {
      items: {
        id: string;
        workflow: string;
        workflow_label: string;
        trigger: string;
        source_id: string;
        type: string | null;
        at: string;
        came_at: string;
        last_at: string;
        times: number;
        says: string;
        path: string | null;
        suggestion: string | null;
        state: 'waiting' | 'delivered' | 'dropped';
        case: string | null;
        by: string | null;
        because: string | null;
        ended_at: string | null;
      }[];
      next: string | null;
      waiting: number;
    };
  };
  /** One of them with what was sent. */
  arrival: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      id: string;
      workflow: string;
      workflow_label: string;
      trigger: string;
      source_id: string;
      type: string | null;
      at: string;
      came_at: string;
      last_at: string;
      times: number;
      says: string;
      path: string | null;
      suggestion: string | null;
      state: 'waiting' | 'delivered' | 'dropped';
      case: string | null;
      by: string | null;
      because: string | null;
      ended_at: string | null;
      payload: string | null;
    };
  };
  /** Try it by the mapping in force now. */
  try_arrival: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: { says: string; status: string; case: string | null };
  };
  /** Try all that wait for one trigger, the oldest first. */
  try_arrivals: {
    query: Record<string, never>;
    body: { workflow: string; trigger: string };
    answer: { says: string; tried: number; delivered: number; waiting: number };
  };
  /** Nothing will come of it: what was sent is forgotten. */
  drop_arrival: { query: Record<string, never>; body: { because: string }; answer: { says: string } };
  /** Webhooks that go out, with what waits. */
  outgoing: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      hooks: {
        name: string;
        origin: string;
        events: string[] | null;
        workflows: string[] | null;
        agents: string[] | null;
        state: 'new' | 'on' | 'failing' | 'stopped';
        says: string | null;
        failing_since: string | null;
        next_at: string | null;
        sent: number;
        sent_at: string | null;
        waiting: number;
        given_up: number;
        events_waiting: {
          id: string;
          type: string;
          subject: string;
          tries: number;
          says: string | null;
          next_at: string;
          state: 'waiting' | 'given_up';
        }[];
      }[];
      kinds: { name: string; type: string; means: string }[];
    };
  };
  /** Let it go on; what waits or was given up is sent now. */
  resume_outgoing: { query: Record<string, never>; body: Record<string, never>; answer: { says: string } };
  /** Send one event that says it is a test, now. */
  test_outgoing: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: { says: string; ok: boolean };
  };
  /** Every system with its health, what it offers and who uses it. */
  systems: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      systems: {
        name: string;
        label: string;
        kind: string;
        light: 'up' | 'unsure' | 'down' | 'unknown';
        says: string;
        since: string | null;
        last_ok_at: string | null;
        last_fault_at: string | null;
        held: number;
        last_hour: { calls: number; faults: number; mean_ms: number | null; slowest_ms: number | null };
        reads: number;
        writes: number;
        workflows: { name: string; label: string }[];
        page: string | null;
      }[];
      sandbox: boolean;
    };
  };
  /** One system: its reads and writes, limits, faults and outages. */
  system: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      name: string;
      label: string;
      kind: string;
      light: 'up' | 'unsure' | 'down' | 'unknown';
      says: string;
      since: string | null;
      last_ok_at: string | null;
      last_fault_at: string | null;
      held: number;
      last_hour: { calls: number; faults: number; mean_ms: number | null; slowest_ms: number | null };
      reads: number;
      writes: number;
      workflows: { name: string; label: string }[];
      page: string | null;
      limits: { name: string; says: string }[];
      probe: string;
      offers: {
        reads: {
          name: string;
          label: string;
          via: string;
          args: { name: string; type: string; optional: boolean }[];
          used_by: { name: string; label: string }[];
          last_hour: { calls: number; faults: number; mean_ms: number | null; slowest_ms: number | null };
          fresh_ms: number | null;
        }[];
        writes: {
          name: string;
          label: string;
          via: string;
          args: { name: string; type: string; optional: boolean }[];
          used_by: { name: string; label: string }[];
          last_hour: { calls: number; faults: number; mean_ms: number | null; slowest_ms: number | null };
          money: string | null;
          once: string;
          confirm: string | null;
          undo: string | null;
          undo_of: string[];
          irreversible: boolean;
          governed: { workflow: string; label: string; rules: number }[];
        }[];
      };
      ungoverned: string[];
      faults: { at: string; verb: string; name: string; says: string; took_ms: number }[];
      outages: { since: string; until: string | null; says: string; held: number | null }[];
      waiting: { id: string; title: string; since: string }[];
    };
  };
  /** Ask a system now, with a read that changes nothing. */
  probe_system: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      ok: boolean;
      says: string;
      todo: string | null;
      warnings: { says: string; todo: string | null }[];
      took_ms: number;
    };
  };
  /** The tokens that were made for programs, newest first; never their secrets. */
  tokens: {
    query: { cursor?: string; limit?: number };
    body: Record<string, never>;
    answer: {
      tokens: {
        id: string;
        name: string;
        agent: { name: string; version: string } | null;
        person: string | null;
        workflows: string[] | null;
        rights: ('propose' | 'read' | 'events' | 'review' | 'metrics')[];
        made_by: string;
        made_at: string;
        expires_at: string | null;
        used_at: string | null;
        state: 'good' | 'expired' | 'withdrawn';
        withdrawn: { at: string; by: string; because: string } | null;
      }[];
      next: string | null;
      may_make: boolean;
      rights: { right: 'propose' | 'read' | 'events' | 'review' | 'metrics'; says: string }[];
    };
  };
  /** Make a token for a program. Its text is shown in this answer and never again. */
  make_token: {
    query: Record<string, never>;
    body: {
      name: string;
      agent?: { name: string; version: string } | null;
      person?: string | null;
      workflows?: string[] | null;
      rights: ('propose' | 'read' | 'events' | 'review' | 'metrics')[];
      days?: number | null;
    };
    answer: {
      text: string;
      token: {
        id: string;
        name: string;
        agent: { name: string; version: string } | null;
        person: string | null;
        workflows: string[] | null;
        rights: ('propose' | 'read' | 'events' | 'review' | 'metrics')[];
        made_by: string;
        made_at: string;
        expires_at: string | null;
        used_at: string | null;
        state: 'good' | 'expired' | 'withdrawn';
        withdrawn: { at: string; by: string; because: string } | null;
      };
    };
  };
  /** Make a token good for nothing, at once. */
  withdraw_token: {
    query: Record<string, never>;
    body: { because?: string };
    answer: {
      id: string;
      name: string;
      agent: { name: string; version: string } | null;
      person: string | null;
      workflows: string[] | null;
      rights: ('propose' | 'read' | 'events' | 'review' | 'metrics')[];
      made_by: string;
      made_at: string;
      expires_at: string | null;
      used_at: string | null;
      state: 'good' | 'expired' | 'withdrawn';
      withdrawn: { at: string; by: string; because: string } | null;
    };
  };
  /** What an outside agent may propose here, and what holds it. */
  offer: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      purpose: string;
      agent: { name: string; version: string };
      kinds: { name: string; label: string }[];
      reads: { name: string; label: string; args: Record<string, unknown> }[];
      writes: { name: string; label: string; args: Record<string, unknown>; can_undo: boolean }[];
      plays: { name: string; label: string; inputs: Record<string, unknown> }[];
      statement: string[];
    };
  };
  /** Propose a plan. What the boundary allows is done before the answer, what it holds waits for people, and what it denies is not done. `Idempotency-Key` names the proposal: the same key is the same proposal. */
  propose: {
    query: Record<string, never>;
    body: {
      actions?: { write: string; args?: Record<string, unknown> }[];
      play?: string;
      inputs?: Record<string, unknown>;
      case?: string;
      fields?: Record<string, unknown>;
      kind?: string;
      reason?: string;
      confidence?: number;
      session?: string;
      wait_s?: number;
    };
    answer: {
      handle: string;
      case: string;
      status: 'waiting' | 'done' | 'denied' | 'failed' | 'unknown' | 'cancelled';
      says: string;
      reasons: { rule: string; says: string }[];
      actions: {
        write: string;
        args: Record<string, unknown>;
        status: 'not_run' | 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
        result?: unknown;
      }[];
      edited: boolean;
      joined: boolean;
      waiting?: { for: string; since: string; until: string | null };
    };
  };
  /** Read something of the map. It is written down, and what strangers wrote in it stays theirs in what is proposed afterwards. */
  look: {
    query: Record<string, never>;
    body: { read: string; args?: Record<string, unknown>; session?: string };
    answer: { ok: true; value: unknown; outside: string[] } | { ok: false; says: string; retry: boolean };
  };
  /** What became of a proposal; with `wait_s`, as soon as it is no longer waiting. */
  proposal: {
    query: { wait_s?: number };
    body: Record<string, never>;
    answer: {
      handle: string;
      case: string;
      status: 'waiting' | 'done' | 'denied' | 'failed' | 'unknown' | 'cancelled';
      says: string;
      reasons: { rule: string; says: string }[];
      actions: {
        write: string;
        args: Record<string, unknown>;
        status: 'not_run' | 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
        result?: unknown;
      }[];
      edited: boolean;
      joined: boolean;
      waiting?: { for: string; since: string; until: string | null };
    };
  };
  /** Take a proposal back. It wins only before the first action was intended. */
  cancel_proposal: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      handle: string;
      case: string;
      status: 'waiting' | 'done' | 'denied' | 'failed' | 'unknown' | 'cancelled';
      says: string;
      reasons: { rule: string; says: string }[];
      actions: {
        write: string;
        args: Record<string, unknown>;
        status: 'not_run' | 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
        result?: unknown;
      }[];
      edited: boolean;
      joined: boolean;
      waiting?: { for: string; since: string; until: string | null };
      cancelled: boolean;
    };
  };
  /** The MCP server in front of a workflow: its address, its tools, the newest sessions and calls. */
  gateway: {
    query: Record<string, never>;
    body: Record<string, never>;
    answer: {
      workflow: string;
      label: string;
      path: string;
      tools: {
        name: string;
        of: string;
        label: string;
        kind: 'read' | 'write';
        outside: boolean;
        rules: number;
        open: string[];
      }[];
      never: string[];
      calls: {
        case: string;
        agent: string;
        play: string;
        at: string;
        status: 'done' | 'held' | 'denied' | 'failed';
        says: string;
      }[];
      sessions: {
        id: string;
        agent: string;
        door: 'http' | 'stdio';
        began_at: string;
        last_at: string;
        entries: number;
      }[];
    };
  };
}

/** An error as the server tells it (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  suggestion?: string;
  path?: string;
  problems?: { path: string; says: string }[];
}

export const ROUTES = {
  desk: ['GET', '/api/desk'],
  queue: ['GET', '/api/queue'],
  notices: ['GET', '/api/notices'],
  away: ['GET', '/api/away'],
  set_away: ['POST', '/api/away'],
  log: ['GET', '/api/log'],
  workflow: ['GET', '/api/workflows/:id'],
  pace: ['POST', '/api/sample/pace'],
  case: ['GET', '/api/cases/:id'],
  story: ['GET', '/api/cases/:id/story'],
  claim: ['POST', '/api/reviews/:id/claim'],
  unclaim: ['POST', '/api/reviews/:id/unclaim'],
  decide: ['POST', '/api/reviews/:id/decide'],
  preview: ['POST', '/api/cases/:id/preview'],
  handle: ['POST', '/api/cases/:id/handle'],
  undo: ['POST', '/api/cases/:id/undo'],
  settle: ['POST', '/api/cases/:id/settle'],
  undo_preview: ['GET', '/api/cases/:id/undo'],
  late: ['POST', '/api/late'],
  record: ['POST', '/api/workflows/:id/record'],
  audits: ['GET', '/api/audits'],
  audit: ['POST', '/api/audits/:id'],
  event: ['POST', '/events/:id'],
  turns: ['GET', '/api/cases/:id/turns'],
  asking: ['GET', '/api/workflows/:id/agents'],
  brake: ['GET', '/api/brake'],
  throw: ['POST', '/api/brake/throw'],
  release: ['POST', '/api/brake/release'],
  drill: ['GET', '/api/brake/drill'],
  brake_link: ['POST', '/api/brake/links'],
  stage: ['GET', '/api/workflows/:id/stage'],
  change_stage: ['POST', '/api/workflows/:id/stage'],
  exposure: ['GET', '/api/workflows/:id/exposure'],
  boundary: ['GET', '/api/workflows/:id/boundary'],
  check_boundary: ['POST', '/api/workflows/:id/boundary/check'],
  change_boundary: ['POST', '/api/workflows/:id/boundary'],
  decide_change: ['POST', '/api/changes/:id'],
  changes: ['GET', '/api/changes'],
  rollbacks: ['GET', '/api/rollbacks'],
  plan_rollback: ['POST', '/api/rollbacks'],
  rollback: ['GET', '/api/rollbacks/:id'],
  run_rollback: ['POST', '/api/rollbacks/:id'],
  attention: ['GET', '/api/attention'],
  reviewers: ['GET', '/api/attention/reviewers'],
  audit_case: ['GET', '/api/audits/:id'],
  audit_weeks: ['GET', '/api/audits/weeks'],
  standings: ['GET', '/api/standings'],
  standing: ['GET', '/api/workflows/:id/standing'],
  change_policy: ['POST', '/api/workflows/:id/policy'],
  metrics: ['GET', '/api/metrics'],
  metric_series: ['GET', '/api/metrics/:id/series'],
  metric_slices: ['GET', '/api/metrics/:id/slices'],
  metric_cases: ['GET', '/api/metrics/:id/cases'],
  signal: ['GET', '/api/signal'],
  backruns: ['GET', '/api/workflows/:id/backruns'],
  plan_backrun: ['POST', '/api/workflows/:id/backruns/plan'],
  start_backrun: ['POST', '/api/workflows/:id/backruns'],
  backrun: ['GET', '/api/backruns/:id'],
  backrun_cases: ['GET', '/api/backruns/:id/cases'],
  run_backrun: ['POST', '/api/backruns/:id'],
  card: ['GET', '/api/workflows/:id/card'],
  readiness: ['GET', '/api/workflows/:id/readiness'],
  updates: ['GET', '/api/updates'],
  update: ['GET', '/api/updates/:id'],
  accept_update: ['POST', '/api/updates/:id/accept'],
  decline_update: ['POST', '/api/updates/:id/decline'],
  rule_from_case: ['POST', '/api/cases/:id/rule'],
  exceptions: ['GET', '/api/exceptions'],
  precedents: ['GET', '/api/precedents'],
  judge_precedent: ['POST', '/api/precedents/:id'],
  reports: ['GET', '/api/reports'],
  report: ['GET', '/api/reports/:id'],
  send_report: ['POST', '/api/reports/:id/send'],
  returns: ['GET', '/api/returns'],
  assume: ['POST', '/api/returns'],
  try_return: ['POST', '/api/returns/try'],
  triggers: ['GET', '/api/triggers'],
  arrivals: ['GET', '/api/arrivals'],
  arrival: ['GET', '/api/arrivals/:id'],
  try_arrival: ['POST', '/api/arrivals/:id/again'],
  try_arrivals: ['POST', '/api/arrivals/again'],
  drop_arrival: ['POST', '/api/arrivals/:id/drop'],
  outgoing: ['GET', '/api/outgoing'],
  resume_outgoing: ['POST', '/api/outgoing/:id/resume'],
  test_outgoing: ['POST', '/api/outgoing/:id/test'],
  systems: ['GET', '/api/systems'],
  system: ['GET', '/api/systems/:id'],
  probe_system: ['POST', '/api/systems/:id/probe'],
  tokens: ['GET', '/api/tokens'],
  make_token: ['POST', '/api/tokens'],
  withdraw_token: ['POST', '/api/tokens/:id/withdraw'],
  offer: ['GET', '/api/workflows/:id/offer'],
  propose: ['POST', '/api/workflows/:id/proposals'],
  look: ['POST', '/api/workflows/:id/reads'],
  proposal: ['GET', '/api/proposals/:id'],
  cancel_proposal: ['POST', '/api/proposals/:id/cancel'],
  gateway: ['GET', '/api/workflows/:id/gateway'],
} as const satisfies Record<keyof Operations, readonly ['GET' | 'POST', string]>;
