import { z } from 'zod';
import { adviceSections } from '../../features/advice';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';

export const sections = [...adviceSections, 'measured', 'activity'] as const;

const schema = z.object({
  /** Id of the selected assessment; the current one by default. */
  assessment: z.string().optional(),
  /**
   * `assess`: form for a new assessment; `edit`: form for the open draft; `compare`: next to another assessment;
   * `recompute`: next to the result of the current model. Shows the result by default.
   */
  view: z
    .enum(['assess', 'edit', 'compare', 'recompute', 'history'])
    .optional(),
  /** Id of the assessment to compare with, of any entity; without it, the page asks for one. */
  with: z.string().optional(),
  /** Path of the question, or the step, that the form begins with. */
  question: z.string().optional(),
  /** The form for a new assessment starts from measurements of the current one. */
  values: z.enum(['measured']).optional(),
  /** The part of the result that is open. */
  section: z.enum(sections).optional(),
});

/** The view of the Architecture tab, kept in the URL for sharing and Back. */
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
    // `history` is an earlier name of the section.
    view === 'history' ? { ...rest, section: 'activity' } : { ...rest, view },
    next => update({ ...nothing, ...next }),
  ];
}
