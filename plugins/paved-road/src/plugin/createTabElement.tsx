import { lazy, ReactNode, Suspense } from 'react';
import { PageSkeleton } from '../ui/components/PageSkeleton';
import { PavedRoadTab } from './tabs';

/** Shows the layout of a tab until its code has loaded. */
export function createTabElement(
  { load, skeleton }: PavedRoadTab,
  sections?: ReactNode,
) {
  const Tab = lazy(async () => ({ default: await load() }));
  return (
    <Suspense fallback={<PageSkeleton layout={skeleton} />}>
      <Tab>{sections}</Tab>
    </Suspense>
  );
}
