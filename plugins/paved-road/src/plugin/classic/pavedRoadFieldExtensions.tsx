import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
import {
  PavedRoadAdvisorFieldExtension,
  PavedRoadNameFieldExtension,
  PavedRoadOwnerFieldExtension,
  PavedRoadPlanFieldExtension,
  PavedRoadRepositoryFieldExtension,
} from './plugin';

/**
 * All fields of Paved Road for template forms. Put them below the route of the `ScaffolderPage`, next to other
 * `ScaffolderFieldExtensions`.
 *
 * @public
 */
export const pavedRoadFieldExtensions = (
  <ScaffolderFieldExtensions>
    <PavedRoadAdvisorFieldExtension />
    <PavedRoadNameFieldExtension />
    <PavedRoadOwnerFieldExtension />
    <PavedRoadRepositoryFieldExtension />
    <PavedRoadPlanFieldExtension />
  </ScaffolderFieldExtensions>
);
