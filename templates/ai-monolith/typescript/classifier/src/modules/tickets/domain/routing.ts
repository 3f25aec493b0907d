/** How soon somebody should look at a ticket. */
export const priorities = ['normal', 'high'] as const;
export type Priority = (typeof priorities)[number];

/** Where a ticket goes. */
export interface Route {
  queue: string;
  priority: Priority;
  /** True while nobody can be sure of the queue; people of the triage sort these by hand. */
  needsReview: boolean;
}

/** The queue of what the model is unsure of, and of labels that no queue is known for. */
export const triageQueue = 'triage';

/** Who works on what. A customer who cannot work waits for `high`. */
const queues: ReadonlyMap<string, { queue: string; priority: Priority }> = new Map([
  ['account', { queue: 'customer-accounts', priority: 'high' }],
  ['billing', { queue: 'finance', priority: 'normal' }],
  ['technical', { queue: 'product-support', priority: 'high' }],
]);

/** Decides where a ticket with this label goes. A new label of the model goes to the triage until it has a queue. */
export function route(label: string, unsure: boolean): Route {
  const known = queues.get(label);
  if (!known || unsure) {
    return { queue: triageQueue, priority: known?.priority ?? 'normal', needsReview: true };
  }
  return { ...known, needsReview: false };
}
