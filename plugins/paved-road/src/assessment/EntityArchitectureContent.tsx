import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Navigate, useLocation } from 'react-router-dom';
import { useEntityLinks } from '../components/useEntityLinks';
import { ModelProvider } from '../model';
import { Architecture } from './Architecture';
import { ViewFocus } from './ViewFocus';

/** The Architecture tab of the entity whose page it stands on. */
export function EntityArchitectureContent() {
  const { entity } = useEntity();
  const { hash, search } = useLocation();
  const links = useEntityLinks();
  const entityRef = stringifyEntityRef(entity);
  if (hash === '#scorecard') {
    // The scorecard had its place on this tab once; links to it are in READMEs and mails.
    return <Navigate to={`${links.scorecard(entityRef)}${search}`} replace />;
  }
  return (
    <ModelProvider>
      <ViewFocus>
        <Architecture key={entityRef} entity={entity} />
      </ViewFocus>
    </ModelProvider>
  );
}
