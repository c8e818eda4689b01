import { useState } from 'react';
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { CaseView, DecideBody, HandleBody, Queue } from '../live/answers.ts';
import { call, CallError } from '../live/client.ts';
import { store, useStore } from '../live/store.ts';
import { announce } from '../ui/announce.tsx';
import { faultText } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { Aftermath } from './aftermath.tsx';
import { forget, QUICK_MS, seenOf } from './look.ts';
import { warnOfRun } from './run_warning.ts';

/** While a decision is on its way no key decides anything else. */
const inFlight = store(false);
/** The case that was decided last at this desk: what `u` takes back. */
export const lastDecided = store<string | undefined>(undefined);

export function useDecisionLock(): boolean {
  return useStore(inFlight);
}

type Order = { op: 'decide'; review: string; body: DecideBody } | { op: 'handle'; body: HandleBody };

/**
 * Sends one decision about a case, bound to the plan that was on the screen. On success the case leaves
 * the queue at once and the reader moves on; when somebody was quicker, the page says who and reads again.
 */
export function useDecide(one: CaseView, moveOn: (id: string) => void) {
  const client = useQueryClient();
  const [shownAt] = useState(() => Date.now());
  const send = useMutation({
    mutationFn: async (order: Order) => {
      const took_ms = Date.now() - shownAt;
      const seen = seenOf(one);
      return order.op === 'decide'
        ? call('decide', { id: order.review, body: { ...order.body, took_ms, seen } })
        : call('handle', { id: one.id, body: { ...order.body, seen } });
    },
    onMutate: () => inFlight.set(true),
    onSettled: () => {
      inFlight.set(false);
      for (const queryKey of [['case', one.id], ['story', one.id], ['queue'], ['desk']]) {
        void client.invalidateQueries({ queryKey });
      }
    },
    onSuccess: (answer, order) => {
      const isQuick = order.op === 'decide' && order.body.decision === 'approve' && seenOf(one).ms < QUICK_MS;
      if (isQuick) void warnOfRun(client);
      forget(one);
      // It was a check: the true plan waits in the same case, so the reader stays.
      if (answer.check && order.op === 'decide') return announce(answer.says);
      lastDecided.set(one.id);
      // After a blind decision the reader stays: what the agent had planned is shown now.
      const isRevealed = order.op === 'handle' && (one.review?.sealed ?? false);
      if (!isRevealed) moveOn(one.id);
      leaveQueue(client, one.id);
      const more = isRevealed ? undefined : <Aftermath id={one.id} />;
      toast({ tone: 'done', says: `${short(one.title)}: ${answer.says}`, more });
    },
    onError: (fault) => {
      const isLate = fault instanceof CallError && fault.status === 409;
      toast({ tone: 'fault', says: isLate ? `Not decided. ${faultText(fault)}` : faultText(fault) });
    },
  });
  const go = (order: Order, onDone?: () => void) => {
    if (!inFlight.current()) send.mutate(order, { onSuccess: onDone });
  };
  return {
    isBusy: send.isPending,
    /** What is wrong with the fields that were sent last. */
    problems: send.error instanceof CallError ? send.error.problems : [],
    /** Somebody was quicker, or the facts changed: what was sent decided nothing. */
    refused: send.error instanceof CallError && send.error.status === 409 ? send.error : undefined,
    dismiss: send.reset,
    decide: (body: Omit<DecideBody, 'plan'>, plan: string) =>
      one.review && go({ op: 'decide', review: one.review.id, body: { ...body, plan } }),
    handle: (body: HandleBody, onDone: () => void) => go({ op: 'handle', body }, onDone),
  };
}
export type Decide = ReturnType<typeof useDecide>;

/** So much of a title is enough to know the case again. */
const TITLE_LETTERS = 48;

function short(title: string): string {
  return title.length > TITLE_LETTERS ? `${title.slice(0, TITLE_LETTERS)}…` : title;
}

function leaveQueue(client: QueryClient, id: string): void {
  client.setQueriesData<InfiniteData<Queue>>({ queryKey: ['queue'] }, (data) => {
    if (!data) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => item.case !== id),
    }));
    return { ...data, pages };
  });
}
