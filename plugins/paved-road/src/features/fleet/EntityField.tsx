import { Combobox } from '@backstage/ui';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import {
  EntityOption,
  useEntitySearch,
} from '../../data/entities/useEntitySearch';

export function EntityField(props: {
  label: string;
  /** Components and Systems by default. */
  kinds?: string[];
  /** The entity to exclude. */
  exceptRef?: string;
  /** Shown in the empty field instead of help below it. */
  placeholder?: string;
  value?: EntityOption;
  onChange: (entity: EntityOption | undefined) => void;
}) {
  const { label, kinds, exceptRef, placeholder, value, onChange } = props;
  const t = useTexts(componentsTexts);
  const found = useEntitySearch({ kinds, exceptRef });
  return (
    <>
      <Combobox
        label={label}
        placeholder={placeholder}
        description={placeholder ? undefined : t('entitySearch.help')}
        options={found}
        search={{ mode: 'server' }}
        value={value ?? null}
        onChange={entity => onChange((entity as EntityOption) ?? undefined)}
      />
      <ErrorAlert
        error={found.error}
        title={t('entitySearch.failed')}
        onRetry={found.reload}
      />
    </>
  );
}
