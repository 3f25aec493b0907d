import type { Feedback } from './feedback.js';

/** How often people agreed with the model. */
export interface Agreement {
  /** Tickets with feedback. */
  judged: number;
  /** Those where the model was right. */
  confirmed: number;
  /** Confirmed of judged, 0..1; absent where nothing was judged. */
  accuracy?: number;
}

/** How good the model is in the eyes of people. */
export interface Report extends Agreement {
  /** By the label that the model gave, by name. */
  labels: (Agreement & { label: string })[];
  /** Confused labels, most frequent first: the examples that the training data lacks. */
  mistakes: { predicted: string; label: string; count: number }[];
}

export function report(feedback: readonly Feedback[]): Report {
  const wrong = feedback.filter(({ predicted, label }) => predicted !== label);
  return {
    ...agreement(feedback),
    labels: [...groupBy(feedback, ({ predicted }) => predicted)]
      .map(([label, group]) => ({ label, ...agreement(group) }))
      .sort((a, b) => (a.label < b.label ? -1 : 1)),
    mistakes: [...groupBy(wrong, ({ predicted, label }) => JSON.stringify([predicted, label]))]
      .map(([, [first, ...others]]) => ({
        predicted: first.predicted,
        label: first.label,
        count: 1 + others.length,
      }))
      .sort((a, b) => b.count - a.count),
  };
}

function agreement(feedback: readonly Feedback[]): Agreement {
  const judged = feedback.length;
  const confirmed = feedback.filter(({ predicted, label }) => predicted === label).length;
  return judged === 0 ? { judged, confirmed } : { judged, confirmed, accuracy: confirmed / judged };
}

/** Groups are never empty, by their type. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}
