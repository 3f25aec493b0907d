import { lazy, Suspense } from 'react';
import { Loading } from '../components/Loading';
import { AdvisorFieldProps } from './advisorFieldSchema';

const Field = lazy(() =>
  import('./AdvisorField').then(m => ({ default: m.AdvisorField })),
);

/** The field for the classic system, which takes no loader. */
export function LazyAdvisorField(props: AdvisorFieldProps) {
  return (
    <Suspense fallback={<Loading />}>
      <Field {...props} />
    </Suspense>
  );
}
