import { ComponentType, JSX, lazy, Suspense } from 'react';
import { Loading } from '../../ui/components/Loading';

/** Wraps a field for the classic frontend system, which does not support loaders. */
function lazyField<TProps extends object>(
  load: () => Promise<ComponentType<TProps>>,
): (props: TProps) => JSX.Element {
  // The types of React do not follow the properties of a generic component through lazy.
  const Field = lazy<ComponentType<any>>(async () => ({
    default: await load(),
  }));
  return function LazyField(props: TProps) {
    return (
      <Suspense fallback={<Loading />}>
        <Field {...props} />
      </Suspense>
    );
  };
}

export const LazyAdvisorField = lazyField(() =>
  import('./AdvisorField').then(m => m.AdvisorField),
);
export const LazyNameField = lazyField(() =>
  import('./NameField').then(m => m.NameField),
);
export const LazyOwnerField = lazyField(() =>
  import('./OwnerField').then(m => m.OwnerField),
);
export const LazyRepositoryField = lazyField(() =>
  import('./RepositoryField').then(m => m.RepositoryField),
);
export const LazyPlanField = lazyField(() =>
  import('./PlanField').then(m => m.PlanField),
);
