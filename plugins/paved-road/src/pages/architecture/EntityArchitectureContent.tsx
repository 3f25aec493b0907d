import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ReactNode, useEffect, useRef } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { useEntityAssessments } from '../../data/assessments/useEntityAssessments';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { ModelProvider } from '../../data/model/ModelProvider';
import { useLoadedComponent } from '../../ui/browser/useLoadedComponent';
import { ArchitectureSkeleton } from './ArchitectureSkeleton';
import { useArchitectureView } from './useArchitectureView';

const load = () => import('./Architecture').then(m => m.Architecture);

/** The Architecture tab of an entity page. */
export function EntityArchitectureContent() {
  const { entity } = useEntity();
  const { hash, search } = useLocation();
  const links = useEntityLinks();
  const entityRef = stringifyEntityRef(entity);
  // Load beside the model, not after it.
  useEntityAssessments(entityRef);
  const Architecture = useLoadedComponent(load);
  // Notifications already sent link to the scorecard by this hash.
  if (hash === '#scorecard') {
    return <Navigate to={`${links.scorecard(entityRef)}${search}`} replace />;
  }
  return (
    <ModelProvider skeleton={<ArchitectureSkeleton />}>
      <ViewFocus>
        {Architecture ? (
          <Architecture key={entityRef} entity={entity} />
        ) : (
          <ArchitectureSkeleton />
        )}
      </ViewFocus>
    </ModelProvider>
  );
}

/** Moves the focus to the top when the view changes, because the pressed element was removed. */
function ViewFocus(props: { children: ReactNode }) {
  const [{ assessment, view, with: other }] = useArchitectureView();
  const top = useRef<HTMLDivElement>(null);
  const content = [view, assessment, other].join(' ');
  const shown = useRef(content);
  useEffect(() => {
    if (shown.current !== content) {
      shown.current = content;
      top.current?.focus({ preventScroll: true });
      top.current?.scrollIntoView({ block: 'start' });
    }
  }, [content]);
  return (
    <div ref={top} tabIndex={-1} style={{ outline: 'none' }}>
      {props.children}
    </div>
  );
}
