import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ModelProvider } from '../model';
import { Architecture } from './Architecture';

/** The Architecture tab of the entity whose page it stands on. */
export function EntityArchitectureContent() {
  const { entity } = useEntity();
  return (
    <ModelProvider>
      <Architecture key={stringifyEntityRef(entity)} entity={entity} />
    </ModelProvider>
  );
}
