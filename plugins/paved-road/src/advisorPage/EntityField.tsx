import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Combobox } from '@backstage/ui';
import { ErrorAlert } from '../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../translation';
import { EntityOption, useEntitySearch } from './useEntitySearch';

/** Asks for a Component or a System, which the catalog searches as somebody types. */
export function EntityField(props: {
  value?: EntityOption;
  onChange: (entity: EntityOption | undefined) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const found = useEntitySearch();
  return (
    <>
      <Combobox
        label={t('advisor.attach.entity')}
        description={t('advisor.attach.entityHelp')}
        options={found}
        search={{ mode: 'server' }}
        value={value ?? null}
        onChange={entity => onChange(entity as EntityOption)}
      />
      {found.error && (
        <ErrorAlert
          error={found.error}
          title={t('advisor.attach.searchFailed')}
          onRetry={found.reload}
        />
      )}
    </>
  );
}
