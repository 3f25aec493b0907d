import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { assessableKinds, isAssessableKind } from '../catalog/entityRecord';

/** @throws InputError when entities of this kind cannot be assessed */
export function assertAssessable(entityRef: string): void {
  const { kind } = parseEntityRef(entityRef);
  if (!isAssessableKind(kind)) {
    throw new InputError(
      `kind: ${JSON.stringify(kind)} cannot be assessed, use one of ${assessableKinds.join(', ')}`,
    );
  }
}
