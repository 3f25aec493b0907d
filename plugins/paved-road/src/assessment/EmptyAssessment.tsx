import {
  Entity,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  catalogApiRef,
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  patternSchema,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { patternTitle } from '../advisor';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import styles from './EmptyAssessment.module.css';

/** Invites to the first assessment, with what the catalog already tells about the entity. */
export function EmptyAssessment(props: {
  entity: Entity;
  mayAssess: boolean;
  onStart: () => void;
}) {
  const { entity, mayAssess, onStart } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section title={t('empty.title')} headingLevel="h2">
      <Flex direction="column" gap="4">
        <Text as="p">{t('empty.invitation')}</Text>
        <CatalogFacts entity={entity} />
        {mayAssess ? (
          <div>
            <Button onPress={onStart}>{t('empty.start')}</Button>
          </div>
        ) : (
          <Text as="p" color="secondary">
            {t('empty.readOnly')}
          </Text>
        )}
      </Flex>
    </Section>
  );
}

function CatalogFacts(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const catalog = useApi(catalogApiRef);
  const apis = [RELATION_PROVIDES_API, RELATION_CONSUMES_API].flatMap(
    relation => getEntityRelations(entity, relation),
  );
  const models = useAsync(async () => {
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: getEntityRelations(entity, RELATION_DEPENDS_ON, {
        kind: 'resource',
      }).map(stringifyEntityRef),
      fields: ['kind', 'spec.type'],
    });
    return items.filter(item => /model/i.test(String(item?.spec?.type))).length;
  }, [catalog, entity]);
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  const systems = getEntityRelations(entity, RELATION_PART_OF, {
    kind: 'system',
  });
  return (
    <section aria-label={t('empty.facts')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('empty.facts')}
      </Text>
      <dl className={styles.facts}>
        <Fact label={t('empty.owner')}>
          {owners.length > 0 ? (
            <EntityRefLinks entityRefs={owners} />
          ) : undefined}
        </Fact>
        <Fact label={t('empty.system')}>
          {systems.length > 0 ? (
            <EntityRefLinks entityRefs={systems} />
          ) : undefined}
        </Fact>
        <Fact label={t('empty.type')}>{textOf(entity.spec?.type)}</Fact>
        <Fact label={t('empty.lifecycle')}>
          {textOf(entity.spec?.lifecycle)}
        </Fact>
        <Fact label={t('empty.pattern')}>{statedPattern(entity)}</Fact>
        <Fact label={t('empty.models')}>{models.value}</Fact>
        <Fact label={t('empty.apis')}>{apis.length}</Fact>
      </dl>
    </section>
  );
}

function Fact(props: { label: string; children: ReactNode }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.children ?? t('empty.notStated')}</dd>
    </div>
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The pattern that the entity is annotated with, by its title where it is one of ours. */
function statedPattern({ metadata }: Entity): string | undefined {
  const stated = metadata.annotations?.[pavedRoadAnnotations.pattern];
  const { data: pattern } = patternSchema.safeParse(stated);
  return pattern ? patternTitle(pattern) : stated;
}
