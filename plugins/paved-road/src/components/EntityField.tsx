import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Combobox } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../translation';
import { ErrorAlert } from './ErrorAlert';
import { EntityOption, useEntitySearch } from './useEntitySearch';

/** Asks for a Component or a System, which the catalog searches as somebody types. */
export function EntityField(props: {
  label: string;
  /** The entity that is not offered. */
  exceptRef?: string;
  value?: EntityOption;
  onChange: (entity: EntityOption | undefined) => void;
}) {
  const { label, exceptRef, value, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const found = useEntitySearch(exceptRef);
  return (
    <>
      <Combobox
        label={label}
        description={t('entitySearch.help')}
        options={found}
        search={{ mode: 'server' }}
        value={value ?? null}
        onChange={entity => onChange((entity as EntityOption) ?? undefined)}
      />
      {found.error && (
        <ErrorAlert
          error={found.error}
          title={t('entitySearch.failed')}
          onRetry={found.reload}
        />
      )}
    </>
  );
}
