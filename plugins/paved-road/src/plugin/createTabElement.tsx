import { PropsWithChildren, ReactNode } from 'react';
import { useLoadedComponent } from '../ui/browser/useLoadedComponent';
import { PageSkeleton } from '../ui/components/PageSkeleton';
import { PavedRoadTab } from './tabs';

/** Shows the layout of a tab until its code has loaded. */
export function createTabElement(
  { load, skeleton }: PavedRoadTab,
  sections?: ReactNode,
) {
  function Tab(props: PropsWithChildren) {
    const Content = useLoadedComponent(load);
    return Content ? (
      <Content>{props.children}</Content>
    ) : (
      <PageSkeleton layout={skeleton} />
    );
  }
  return <Tab>{sections}</Tab>;
}
