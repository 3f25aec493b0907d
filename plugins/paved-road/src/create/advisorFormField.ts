import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AdvisorField } from './AdvisorField';
import { advisorFieldName, advisorFieldSchema } from './advisorFieldSchema';
import { validateProfile } from './validateProfile';

/** The advisor as a field of a template's form, for the new frontend system. */
export default createFormField({
  name: advisorFieldName,
  component: AdvisorField,
  validation: validateProfile,
  schema: advisorFieldSchema,
});
