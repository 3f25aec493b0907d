import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ModelProvider } from '../model';
import { Architecture } from './Architecture';
import { ViewFocus } from './ViewFocus';

/** The Architecture tab of the entity whose page it stands on. */
export function EntityArchitectureContent() {
  const { entity } = useEntity();
  return (
    <ModelProvider>
      <ViewFocus>
        <Architecture key={stringifyEntityRef(entity)} entity={entity} />
      </ViewFocus>
    </ModelProvider>
  );
}
