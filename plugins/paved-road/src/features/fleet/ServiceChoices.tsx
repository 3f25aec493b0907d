import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { FilterPredicate } from '@backstage/filter-predicates';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { stringify } from 'yaml';
import { useCopy } from '../copy/useCopy';
import { useData } from '../../data/queries/useData';
import { AsyncView } from '../../ui/components/AsyncView';
import { Code } from '../../ui/components/Code';
import { column, DataTable, numberColumn } from '../../ui/components/DataTable';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatNumber } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { fleetTexts } from './texts';
import { SmallButton } from '../../ui/components/SmallButton';
import { useTexts } from '../../ui/texts/useTexts';

/** A filter that selects AI services. */
interface Choice {
  by: 'type' | 'tag' | 'model' | 'kind';
  /** The type, the tag, the number of models, or the kind. */
  value: string;
  /** Number of visible entities that it selects. */
  entities: number;
  /** Whether its name suggests AI. */
  isLikely: boolean;
  filter: FilterPredicate;
}

/** Words that suggest AI in types and tags. */
const aiWords =
  /(^|[^a-z])(ai|genai|gpt|inference|llms?|ml|mlops|models?|nlp|rag|machine-learning)($|[^a-z])/i;

/** Types of resources that are models. */
const modelTypes = ['ai-model', 'llm', 'ml-model', 'model'];

/** Kinds that can have a scorecard. */
const assessable = ['component', 'system'];

/** Maximum number of models in a line of config. */
const MOST_MODELS = 20;

const SHOWN = 12;

/** Candidate filters for AI services, with counts from the catalog and the config to copy. */
export function ServiceChoices() {
  const catalogApi = useApi(catalogApiRef);
  const t = useTexts(fleetTexts);
  const state = useData(['serviceChoices'], async api => {
    const [selected, choices] = await Promise.all([
      api.getRules().then(rules => countSelected(catalogApi, rules)),
      findChoices(catalogApi),
    ]);
    return { selected, choices };
  });
  return (
    <AsyncView state={state}>
      {({ selected, choices }) =>
        selected ? (
          <Text as="p">
            {t('serviceChoices.selected', { count: selected })}
          </Text>
        ) : (
          <Section gap="3" headingLevel="h2" title={t('serviceChoices.title')}>
            <Text as="p">{t('serviceChoices.explanation')}</Text>
            <DataTable<Choice>
              label={t('serviceChoices.title')}
              rows={choices}
              getKey={({ by, value }) => `${by}:${value}`}
              isStackable
              emptyState={t('serviceChoices.none')}
              columns={[
                column('choice', t('serviceChoices.choice'), ({ by, value }) =>
                  t(`serviceChoices.by.${by}`, { value }),
                ),
                numberColumn(
                  'entities',
                  t('serviceChoices.components'),
                  ({ entities }) => formatNumber(entities),
                ),
                column('config', t('serviceChoices.config'), choice => (
                  <ConfigLine choice={choice} />
                )),
              ]}
            />
            <Text as="p" color="secondary">
              {t('serviceChoices.more')}
            </Text>
          </Section>
        )
      }
    </AsyncView>
  );
}

function ConfigLine(props: { choice: Choice }) {
  const { filter, by, value } = props.choice;
  const t = useTexts(fleetTexts);
  const flow = { collectionStyle: 'flow', lineWidth: 0 } as const;
  const line = `filter: ${stringify(filter, flow).trim()}`;
  const { copy, isCopied, error } = useCopy(
    `pavedRoad:\n  scorecards:\n    ${line}\n`,
  );
  return (
    <Flex align="center" gap="2">
      <Code>{line}</Code>
      <SmallButton
        aria-label={t('serviceChoices.copyOf', {
          choice: t(`serviceChoices.by.${by}`, { value }),
        })}
        onPress={copy}
      >
        {t(isCopied ? 'serviceChoices.copied' : 'serviceChoices.copy')}
      </SmallButton>
      <ErrorAlert error={error} title={t('serviceChoices.copyFailed')} />
    </Flex>
  );
}

/** Counts the entities that the rule packs select; undefined if the catalog cannot count them. */
async function countSelected(
  catalogApi: CatalogApi,
  { items }: ActiveRules,
): Promise<number | undefined> {
  try {
    const counts = await Promise.all(
      items.map(({ spec }) =>
        countAll(catalogApi, {
          query: spec.filter,
          filter: { kind: assessable },
        }),
      ),
    );
    return Math.max(0, ...counts);
  } catch {
    // The catalog is too old or cannot evaluate the filter. The choices work without the count.
    return undefined;
  }
}

async function countAll(
  catalogApi: CatalogApi,
  request: Omit<Parameters<CatalogApi['getEntityFacets']>[0], 'facets'>,
): Promise<number> {
  const { facets } = await catalogApi.getEntityFacets({
    ...request,
    facets: ['kind'],
  });
  return (facets.kind ?? []).reduce((sum, { count }) => sum + count, 0);
}

/** Facets: the response grows with types and tags, not with entities. */
async function findChoices(catalogApi: CatalogApi): Promise<Choice[]> {
  const [{ facets }, model] = await Promise.all([
    catalogApi.getEntityFacets({
      filter: { kind: 'component' },
      facets: ['kind', 'spec.type', 'metadata.tags'],
    }),
    findModelUsers(catalogApi),
  ]);
  const types = (facets['spec.type'] ?? []).map(({ value, count }): Choice => ({
    by: 'type',
    value,
    entities: count,
    isLikely: aiWords.test(value),
    filter: { kind: 'Component', 'spec.type': value },
  }));
  const tags = (facets['metadata.tags'] ?? []).map(
    ({ value, count }): Choice => ({
      by: 'tag',
      value,
      entities: count,
      isLikely: aiWords.test(value),
      filter: { kind: 'Component', 'metadata.tags': { $contains: value } },
    }),
  );
  const all = (facets.kind ?? []).map(({ value, count }): Choice => ({
    by: 'kind',
    value,
    entities: count,
    isLikely: false,
    filter: { kind: value },
  }));
  const narrow = [
    ...model,
    ...tags.filter(({ isLikely }) => isLikely),
    ...types,
  ].sort(
    (a, b) =>
      Number(b.isLikely) - Number(a.isLikely) || b.entities - a.entities,
  );
  return [...narrow.slice(0, SHOWN), ...all];
}

async function findModelUsers(catalogApi: CatalogApi): Promise<Choice[]> {
  const { items: models } = await catalogApi.getEntities({
    filter: { kind: 'resource', 'spec.type': modelTypes },
    fields: ['kind', 'metadata.name', 'metadata.namespace'],
    limit: MOST_MODELS,
  });
  const refs = models.map(model => stringifyEntityRef(model));
  const entities =
    refs.length > 0
      ? await countAll(catalogApi, {
          filter: { kind: 'component', 'relations.dependsOn': refs },
        })
      : 0;
  return entities > 0
    ? [
        {
          by: 'model',
          value: String(refs.length),
          entities,
          isLikely: true,
          filter: {
            kind: 'Component',
            relations: {
              $contains: { type: 'dependsOn', targetRef: { $in: refs } },
            },
          },
        },
      ]
    : [];
}
