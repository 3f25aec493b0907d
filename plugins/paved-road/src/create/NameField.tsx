import { TextField } from '@backstage/ui';
import { NameFieldProps } from './fieldSchemas';
import { useCreationProblem } from './useCreationProblem';
import { entityRefsOf } from './validateCreation';
import styles from './create.module.css';

/** Asks for the name of the new service, and says while it is typed whether it is free. */
export function NameField(props: NameFieldProps) {
  const { formData = '', onChange, schema, uiSchema, idSchema } = props;
  const { rawErrors = [] } = props;
  const isName =
    formData !== '' && new RegExp(schema.pattern ?? '').test(formData);
  const problem = useCreationProblem(
    'name',
    isName
      ? {
          name: formData,
          entityRefs: entityRefsOf(formData, uiSchema['ui:options']),
        }
      : undefined,
  );
  // Next has said it already.
  const isNew = problem !== undefined && !rawErrors.includes(problem);
  return (
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
      onChange={value => onChange(value === '' ? undefined : value)}
      // Where it is set, the field shows no text.
      isInvalid={!isNew && rawErrors.length > 0 ? true : undefined}
      validationBehavior="aria"
      validate={() => (isNew ? problem : undefined)}
    />
  );
}
