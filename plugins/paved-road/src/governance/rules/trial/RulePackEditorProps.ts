import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { Ref } from 'react';

/** What can be done with an editor from outside. */
export interface RulePackEditorHandle {
  /** Moves the cursor and the focus to a place. */
  show(place: Pick<PackProblem, 'line' | 'column'>): void;
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
