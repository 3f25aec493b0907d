import { lazy, Suspense } from 'react';
import { Loading } from '../../../ui/components/Loading';
import type { RulePackEditorProps } from './LoadedRulePackEditor';

// Loaded lazily: it is large, and few people edit rules.
const LoadedRulePackEditor = lazy(() => import('./LoadedRulePackEditor'));

/** An editor for the text of a rule pack. */
export function RulePackEditor(props: RulePackEditorProps) {
  return (
    <Suspense fallback={<Loading />}>
      <LoadedRulePackEditor {...props} />
    </Suspense>
  );
}
