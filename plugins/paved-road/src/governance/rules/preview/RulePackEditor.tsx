import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { lazy, Ref, Suspense } from 'react';
import { Loading } from '../../../components/Loading';

/** What can be done with an editor from outside. */
export interface RulePackEditorHandle {
  /** Moves the cursor and the focus to a place; false where the text is not there yet. */
  show(place: Pick<PackProblem, 'line' | 'column'>): boolean;
}

/** What the editor of a rule pack shows, and whom it tells of changes. */
export interface RulePackEditorProps {
  /** For assistive technology. */
  label: string;
  /** The element that says how to use it. */
  descriptionId: string;
  value: string;
  /** What is marked in the text. */
  problems: PackProblem[];
  onChange: (text: string) => void;
  handle: Ref<RulePackEditorHandle>;
}

// It is large, and most who look at rules do not edit any.
const LoadedRulePackEditor = lazy(() => import('./LoadedRulePackEditor'));

/** An editor for the text of a rule pack. */
export function RulePackEditor(props: RulePackEditorProps) {
  return (
    <Suspense fallback={<Loading />}>
      <LoadedRulePackEditor {...props} />
    </Suspense>
  );
}
