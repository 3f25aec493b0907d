import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { assessableKinds, isAssessableKind } from '../catalog/entityRecord';

/** @throws InputError when entities of the kind have no scorecards */
export function assertScorable(entityRef: string): void {
  const { kind } = parseEntityRef(entityRef);
  if (!isAssessableKind(kind)) {
    throw new InputError(
      `kind: ${JSON.stringify(kind)} has no scorecards, use one of ${assessableKinds.join(', ')}`,
    );
  }
}
