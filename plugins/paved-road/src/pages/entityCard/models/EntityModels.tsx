import { Entity, RELATION_DEPENDS_ON } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import { Skeleton, Text } from '@backstage/ui';
import {
  canBeModel,
  CatalogModel,
  readCatalogModel,
} from '@paved-road/plugin-paved-road-common';
import { placementDescriptions } from '@paved-road/plugin-paved-road-common/advisor';
import { useData } from '../../../data/queries/useData';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { StatusChip } from '../../../ui/components/StatusChip';
import { modelsTexts } from './texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { PlainList } from '../../../ui/components/Layout';
import styles from './models.module.css';

/** Models of an entity with their providers; renders nothing without models. */
export function EntityModels(props: { entity: Entity }) {
  const t = useTexts(modelsTexts);
  const models = useModels(props.entity);
  if (models.error && !models.loading) {
    return (
      <ErrorAlert
        error={models.error}
        title={t('models.failed')}
        onRetry={models.retry}
      />
    );
  }
  if (!models.value) {
    return models.mayCome ? <Skeleton width="100%" height="3rem" /> : null;
  }
  if (models.value.length === 0) {
    return null;
  }
  return (
    <div>
      <Text as="h3" color="secondary" variant="body-small">
        {t('models.title')}
      </Text>
      <PlainList gap="1" aria-label={t('models.title')}>
        {models.value.map(model => (
          <ModelLine key={model.entityRef} model={model} />
        ))}
      </PlainList>
    </div>
  );
}

function ModelLine(props: { model: CatalogModel }) {
  const { entityRef, title, provider, placement } = props.model;
  const whereabouts = [
    provider,
    placement && placementDescriptions[placement].title,
  ].filter(Boolean);
  return (
    <li className={styles.model}>
      <EntityRefLink entityRef={entityRef} title={title} />
      {whereabouts.length > 0 && (
        <Text color="secondary">{whereabouts.join(', ')}</Text>
      )}
      <VersionChip model={props.model} />
    </li>
  );
}

/** The version of a model. A language model without a version gets a warning, because it changes without a release. */
function VersionChip(props: { model: CatalogModel }) {
  const { version, isPinned, isLanguageModel } = props.model;
  const t = useTexts(modelsTexts);
  if (version === undefined) {
    return isLanguageModel ? (
      <StatusChip tone="warning">{t('models.unversioned')}</StatusChip>
    ) : null;
  }
  return isPinned ? (
    <StatusChip tone="success">{t('models.pinned', { version })}</StatusChip>
  ) : (
    <StatusChip tone="warning">{t('models.floating', { version })}</StatusChip>
  );
}

/** The visible models that an entity depends on. */
function useModels({ relations = [] }: Entity) {
  const catalogApi = useApi(catalogApiRef);
  const entityRefs = relations
    .filter(
      ({ type, targetRef }) =>
        type === RELATION_DEPENDS_ON && canBeModel(targetRef),
    )
    .map(({ targetRef }) => targetRef);
  const wanted = entityRefs.join();
  const state = useData(['models', wanted], async () => {
    if (wanted === '') {
      return [];
    }
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs: wanted.split(','),
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'metadata.tags',
        'metadata.annotations',
        'spec.type',
      ],
    });
    return items
      .flatMap(item => (item && readCatalogModel(item)) ?? [])
      .sort((a, b) => a.title.localeCompare(b.title));
  });
  return { ...state, mayCome: entityRefs.length > 0 };
}
