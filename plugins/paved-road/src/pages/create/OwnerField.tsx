import { EntityOption } from '../../data/entities/useEntitySearch';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox, Flex, Text } from '@backstage/ui';
import {
  CreationOwners,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { usePavedRoadApi } from '../../data/api';
import { useData } from '../../data/queries/useData';
import { createTexts } from './texts';
import { Translate, useTexts } from '../../ui/texts/useTexts';
import { OwnerFieldProps } from './fieldSchemas';
import { useCreationProblem } from './useCreationProblem';
import styles from './create.module.css';

const typingMs = 300;
const retryMs = 100;

/** The owner of the new service: a group for which the person may create services. */
export function OwnerField(props: OwnerFieldProps) {
  const { formData, onChange, schema, idSchema, rawErrors = [] } = props;
  const t = useTexts(createTexts);
  const { owners, search } = useOwners();
  const known = owners?.items.find(({ entityRef }) => entityRef === formData);
  // A link can prefill an owner that is not offered.
  const problem = useCreationProblem(
    'owner',
    formData && owners && !known ? { owner: formData } : undefined,
  );
  const isNew = problem !== undefined && !rawErrors.includes(problem);

  const onlyOwner =
    owners?.items.length === 1 && !owners.more ? owners.items[0] : undefined;
  const isFocused = useRef(false);
  const isChosen = useRef(false);
  const [attempt, setAttempt] = useState(0);
  // A combobox that received a value and lost it again no longer shows it.
  const [shown, setShown] = useState(0);
  useEffect(() => {
    if (!onlyOwner || formData || isChosen.current || isFocused.current) {
      return undefined;
    }
    onChange(onlyOwner.entityRef);
    setShown(count => count + 1);
    // A field that changes at the same moment discards the value.
    const timer = setTimeout(() => setAttempt(attempt + 1), retryMs);
    return () => clearTimeout(timer);
    // The form passes another function with each change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [onlyOwner?.entityRef, formData, attempt]);

  return (
    <Flex direction="column" gap="1" mb="3">
      <Combobox
        key={shown}
        className={styles.entry}
        id={idSchema?.$id}
        label={schema.title}
        description={schema.description}
        isRequired={props.required}
        isDisabled={props.disabled}
        options={optionsFrom(owners?.items ?? [], formData)}
        // Leave the text to the combobox: a controlled text can reopen the list after blur.
        search={{ filter: matches, onInputChange: search }}
        loading={{ state: owners ? 'idle' : 'loading' }}
        value={formData ?? null}
        onFocusChange={focused => {
          isFocused.current = focused;
        }}
        onChange={owner => {
          // Without focus, the combobox only reports values that it receives.
          if (isFocused.current) {
            isChosen.current = true;
            onChange(owner === null ? undefined : String(owner));
          }
        }}
        // Setting it would hide the validation text.
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

/** The offered groups: the first page, plus search results while typing. */
function useOwners() {
  const api = usePavedRoadApi();
  const catalogApi = useApi(catalogApiRef);
  const [typed, search] = useState('');
  const [q, setQ] = useState('');
  const load = async (term: string) =>
    await api
      .listCreationOwners(term ? { q: term } : {})
      .catch(() => listGroups(catalogApi, term));
  const { value: first } = useData(['creationOwners', ''], () => load(''));
  const { value: found } = useData(['creationOwners', q], () => load(q));
  const items = [
    ...new Map(
      [...(first?.items ?? []), ...(found?.items ?? [])].map(item => [
        item.entityRef,
        item,
      ]),
    ).values(),
  ];
  useDebounce(
    () => {
      const term = typed.trim();
      // The text is a title once its option is chosen.
      if (first?.more && items.every(({ title }) => title !== term)) {
        setQ(term);
      }
    },
    typingMs,
    [typed, first],
  );
  return { owners: first && { ...first, items }, search };
}

/** Fallback without the permission check: all groups; the run decides. */
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

/** Includes the chosen owner, which a link may have prefilled. */
function optionsFrom(
  items: CreationOwners['items'],
  chosen: string | undefined,
): EntityOption[] {
  const offered = items.map(({ entityRef, title }) => ({
    id: entityRef,
    label: title,
    description: entityRef,
  }));
  return !chosen || offered.some(({ id }) => id === chosen)
    ? offered
    : [...offered, { id: chosen, label: chosen, description: chosen }];
}

function matches(
  { label, description = '' }: { label: string; description?: string },
  query: string,
): boolean {
  const part = query.trim().toLocaleLowerCase();
  return [label, description].some(text =>
    text.toLocaleLowerCase().includes(part),
  );
}

function explainOffer(
  { items, refused }: CreationOwners,
  t: Translate<typeof createTexts>,
): string {
  if (items.length === 0) {
    return t(refused ? 'create.owner.none' : 'create.owner.noGroups');
  }
  return refused ? t('create.owner.others') : '';
}
