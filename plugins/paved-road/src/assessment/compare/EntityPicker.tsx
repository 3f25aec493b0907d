import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox, Flex } from '@backstage/ui';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useDebounce from 'react-use/esm/useDebounce';
import { ErrorAlert } from '../../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../../translation';

const optionsShown = 20;
const typingPauseMs = 250;

/** Finds an entity that can be assessed; the catalog searches, so that no list of all is loaded. */
export function EntityPicker(props: {
  /** The entity that is not offered. */
  exceptRef: string;
  onPick: (entityRef: string) => void;
}) {
  const { exceptRef, onPick } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const catalog = useApi(catalogApiRef);
  const [typed, setTyped] = useState('');
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(typed.trim()), typingPauseMs, [typed]);
  const found = useAsyncRetry(async () => {
    const { items } = await catalog.queryEntities({
      filter: { kind: ['component', 'system'] },
      fullTextFilter: { term, fields: ['metadata.name', 'metadata.title'] },
      orderFields: { field: 'metadata.name', order: 'asc' },
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'],
      limit: optionsShown,
    });
    return items
      .map(entity => ({
        id: stringifyEntityRef(entity),
        label: entity.metadata.title ?? entity.metadata.name,
        description: stringifyEntityRef(entity),
      }))
      .filter(({ id }) => id !== exceptRef);
  }, [catalog, term, exceptRef]);
  return (
    <Flex direction="column" gap="2">
      <Combobox
        label={t('compare.pickEntity')}
        description={t('compare.pickEntityHelp')}
        options={found.value ?? []}
        loading={{ state: found.loading ? 'loading' : 'idle' }}
        search={{
          mode: 'server',
          inputValue: typed,
          onInputChange: setTyped,
        }}
        selectedKey={null}
        onSelectionChange={key => {
          if (key !== null) {
            onPick(String(key));
          }
        }}
      />
      {found.error && <ErrorAlert error={found.error} onRetry={found.retry} />}
    </Flex>
  );
}
