import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
import {
  PavedRoadAdvisorFieldExtension,
  PavedRoadNameFieldExtension,
  PavedRoadOwnerFieldExtension,
  PavedRoadPlanFieldExtension,
  PavedRoadRepositoryFieldExtension,
} from '../plugin';

/**
 * All fields of Paved Road for the forms of templates, to stand below the route of the `ScaffolderPage`, beside other
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
