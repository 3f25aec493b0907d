import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AdvisorField } from './AdvisorField';
import { NameField } from './NameField';
import { OwnerField } from './OwnerField';
import { PlanField } from './PlanField';
import { RepositoryField } from './RepositoryField';
import {
  advisorFieldSchema,
  fieldNames,
  nameFieldSchema,
  ownerFieldSchema,
  planFieldSchema,
  repositoryFieldSchema,
} from './fieldSchemas';
import {
  validateName,
  validateOwner,
  validatePlan,
  validateRepository,
} from './validateCreation';
import { validateProfile } from './validateProfile';

/*
 * The fields of a template's form for the new frontend system.
 */

export const advisorFormField = createFormField({
  name: fieldNames.advisor,
  component: AdvisorField,
  validation: validateProfile,
  schema: advisorFieldSchema,
});

export const nameFormField = createFormField({
  name: fieldNames.name,
  component: NameField,
  validation: validateName,
  schema: nameFieldSchema,
});

export const ownerFormField = createFormField({
  name: fieldNames.owner,
  component: OwnerField,
  validation: validateOwner,
  schema: ownerFieldSchema,
});

export const repositoryFormField = createFormField({
  name: fieldNames.repository,
  component: RepositoryField,
  validation: validateRepository,
  schema: repositoryFieldSchema,
});

export const planFormField = createFormField({
  name: fieldNames.plan,
  component: PlanField,
  validation: validatePlan,
  schema: planFieldSchema,
});
