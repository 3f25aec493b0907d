import { useRouteRef } from '@backstage/core-plugin-api';
import { Flex, Link, TextField } from '@backstage/ui';
import { useState } from 'react';
import { templateRunsRouteRef } from '../../data/routes';
import { createTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { NameFieldProps } from './fieldSchemas';
import { useCreationProblem } from './useCreationProblem';
import { plannedEntityRefs } from './validateCreation';
import styles from './create.module.css';

/**
 * The name of the new service. Checks while typing whether the name is free; validates the format only after blur,
 * because prefixes such as “ticket-” are invalid.
 */
export function NameField(props: NameFieldProps) {
  const { formData = '', onChange, schema, uiSchema, idSchema } = props;
  const { rawErrors = [] } = props;
  const t = useTexts(createTexts);
  const runsRoute = useRouteRef(templateRunsRouteRef);
  const [wasLeft, setWasLeft] = useState(false);
  const isName = new RegExp(schema.pattern ?? '').test(formData);
  const refusal = useCreationProblem(
    'name',
    formData && isName
      ? {
          name: formData,
          entityRefs: plannedEntityRefs(formData, uiSchema['ui:options']),
        }
      : undefined,
  );
  const problem =
    formData && wasLeft && !isName
      ? (patternMessage(schema) ?? t('create.name.pattern'))
      : refusal;
  // Pressing Next has already reported it.
  const isNew = problem !== undefined && !rawErrors.includes(problem);
  return (
    <Flex direction="column" gap="1" align="stretch">
      <TextField
        className={styles.entry}
        id={idSchema?.$id}
        label={schema.title}
        description={schema.description}
        isRequired={props.required}
        isDisabled={props.disabled}
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={uiSchema['ui:autofocus']}
        autoComplete="off"
        value={formData}
        onBlur={() => setWasLeft(true)}
        onChange={value => onChange(value === '' ? undefined : value)}
        // Setting it would hide the validation text.
        isInvalid={!isNew && rawErrors.length > 0 ? true : undefined}
        validationBehavior="aria"
        validate={() => (isNew ? problem : undefined)}
      />
      {refusal && runsRoute && (
        <Link href={runsRoute()} variant="body-small">
          {t('create.name.runs')}
        </Link>
      )}
    </Flex>
  );
}

/** The template's error message for an invalid name, in the format of ajv-errors. */
function patternMessage(schema: NameFieldProps['schema']): string | undefined {
  const { errorMessage } = schema as {
    errorMessage?: { pattern?: unknown };
  };
  const message = errorMessage?.pattern;
  return typeof message === 'string' ? message : undefined;
}
