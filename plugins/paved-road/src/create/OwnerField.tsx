import { useApi } from '@backstage/core-plugin-api';
import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox, Flex, Text, useAsyncList } from '@backstage/ui';
import {
  CreationOwners,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
import { pavedRoadApiRef } from '../api';
import { pavedRoadTranslationRef } from '../translation';
import { OwnerFieldProps } from './fieldSchemas';
import { useCreationProblem } from './useCreationProblem';
import styles from './create.module.css';

/** A group to choose. */
interface OwnerOption {
  /** Entity reference. */
  id: string;
  label: string;
  description: string;
}

/** Asks for the owner of the new service: one of the groups for which the run will succeed. */
export function OwnerField(props: OwnerFieldProps) {
  const { formData, onChange, schema, idSchema, rawErrors = [] } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { owners, options } = useOwners();
  const known = owners?.items.find(({ entityRef }) => entityRef === formData);
  // What somebody else has filled in may be an owner that is not offered.
  const problem = useCreationProblem(
    'owner',
    formData && owners && !known ? { owner: formData } : undefined,
  );
  const isNew = problem !== undefined && !rawErrors.includes(problem);

  const onlyOwner =
    owners?.items.length === 1 && !owners.more ? owners.items[0] : undefined;
  useEffect(() => {
    if (onlyOwner && !formData) {
      onChange(onlyOwner.entityRef);
    }
    // Once, so that whoever clears the field can choose.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [onlyOwner]);

  return (
    <Flex direction="column" gap="1" mb="3">
      <Combobox
        className={styles.entry}
        id={idSchema?.$id}
        label={schema.title}
        description={schema.description}
        isRequired={props.required}
        isDisabled={props.disabled}
        options={options}
        search={{ mode: 'server' }}
        value={formData ? toOption(known, formData) : null}
        onChange={owner =>
          onChange((owner as OwnerOption | null)?.id ?? undefined)
        }
        // Where it is set, the field shows no text.
        isInvalid={!isNew && rawErrors.length > 0 ? true : undefined}
        validationBehavior="aria"
        validate={() => (isNew ? problem : undefined)}
      />
      <Text as="p" variant="body-small" color="secondary" role="status">
        {owners && explainOffer(owners, t)}
      </Text>
    </Flex>
  );
}

/** The groups that are offered, as they are searched, and what the first answer said. */
function useOwners() {
  const api = useApi(pavedRoadApiRef);
  const catalogApi = useApi(catalogApiRef);
  const [owners, setOwners] = useState<CreationOwners>();
  const options = useAsyncList<OwnerOption>({
    load: async ({ filterText = '' }) => {
      const q = filterText.trim();
      const answer = await api
        .listCreationOwners(q ? { q } : {})
        .catch(() => listGroups(catalogApi, q));
      // A search has found a part of them only.
      setOwners(first =>
        first && q
          ? { ...first, items: union(first.items, answer.items) }
          : answer,
      );
      return { items: answer.items.map(item => toOption(item)) };
    },
  });
  return { owners, options };
}

/** Where the back end does not know who may do what: all groups, and the run decides. */
async function listGroups(
  catalogApi: typeof catalogApiRef.T,
  term: string,
): ReturnType<PavedRoadApi['listCreationOwners']> {
  const { items, pageInfo } = await catalogApi.queryEntities({
    filter: { kind: 'group' },
    fullTextFilter: { term },
    fields: ['metadata.name', 'metadata.namespace', 'metadata.title'],
    orderFields: { field: 'metadata.name', order: 'asc' },
    limit: 50,
  });
  return {
    items: items.map(
      ({ metadata: { name, namespace = 'default', title } }) => ({
        entityRef: `group:${namespace}/${name}`,
        title: title ?? name,
      }),
    ),
    refused: false,
    more: pageInfo.nextCursor !== undefined,
  };
}

function union(
  first: CreationOwners['items'],
  others: CreationOwners['items'],
): CreationOwners['items'] {
  return [
    ...new Map(
      [...first, ...others].map(item => [item.entityRef, item]),
    ).values(),
  ];
}

function toOption(
  owner: CreationOwners['items'][number] | undefined,
  ref = owner?.entityRef ?? '',
): OwnerOption {
  return { id: ref, label: owner?.title ?? ref, description: ref };
}

function explainOffer(
  { items, refused }: CreationOwners,
  t: TranslationFunction<typeof pavedRoadTranslationRef.T>,
): string {
  if (items.length === 0) {
    return t('create.owner.none');
  }
  return refused ? t('create.owner.others') : '';
}
