import { z } from 'zod';
import { adviceSections } from '../advisor';
import { useUrlQuery } from '../components/useUrlQuery';

export const sections = [...adviceSections, 'measured', 'activity'] as const;

const schema = z.object({
  /** The assessment looked at; the one that counts when absent. */
  assessment: z.string().optional(),
  /**
   * `assess` is the form for a new one, `edit` the form for the draft looked at, `compare` sets it
   * beside another one, `recompute` beside what the model of today says; without it, the result is shown.
   */
  view: z
    .enum(['assess', 'edit', 'compare', 'recompute', 'history'])
    .optional(),
  /** The assessment to compare with, of this or of another entity; while absent, one is chosen. */
  with: z.string().optional(),
  /** Path of the question that the form begins with. */
  question: z.string().optional(),
  /** The form for a new assessment starts from measurements of the current one. */
  values: z.enum(['measured']).optional(),
  /** The part of the result that is open. */
  section: z.enum(sections).optional(),
});

/** What the Architecture tab shows; it lives in the URL, so that it can be shared and left by Back. */
export type ArchitectureView = Omit<z.output<typeof schema>, 'view'> & {
  view?: Exclude<z.output<typeof schema>['view'], 'history'>;
};

const nothing: ArchitectureView = {
  assessment: undefined,
  view: undefined,
  with: undefined,
  question: undefined,
  values: undefined,
  section: undefined,
};

/** Reads and changes the view parameters in the URL. */
export function useArchitectureView(): [
  ArchitectureView,
  (view: ArchitectureView) => void,
] {
  const { query, update } = useUrlQuery(schema);
  const { view, ...rest } = query;
  return [
    // The history was a view of its own once.
    view === 'history' ? { ...rest, section: 'activity' } : { ...rest, view },
    next => update({ ...nothing, ...next }),
  ];
}
