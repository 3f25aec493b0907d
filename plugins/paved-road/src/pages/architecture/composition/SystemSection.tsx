import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Flex, Text } from '@backstage/ui';
import {
  SharedRisk,
  SystemComponent,
  SystemComposition,
} from '@paved-road/plugin-paved-road-common';
import { useData } from '../../../data/queries/useData';
import { AsyncView } from '../../../ui/components/AsyncView';
import {
  formatNumber,
  formatShortNumber,
  formatUsd,
} from '../../../ui/formats';
import { Section } from '../../../ui/components/Section';
import { SeverityChip } from '../../../ui/components/SeverityChip';
import { RankedLevel, useLevels } from '../../../ui/levels';
import { SubjectTitle } from '../../../ui/patterns';
import { compositionTexts } from './texts';
import { RiskBasis } from '../../../features/advice';
import { useTexts } from '../../../ui/texts/useTexts';
import { ComponentTable } from './ComponentTable';
import { componentTitle } from './componentTitle';
import { PlainList, Row, TextList } from '../../../ui/components/Layout';
import { SystemGraph } from './SystemGraph';

/** The components of a system; nothing for other kinds. */
export function SystemSection(props: { entity: Entity }) {
  const { entity } = props;
  return entity.kind.toLocaleLowerCase('en-US') === 'system' ? (
    <LoadedComposition entityRef={stringifyEntityRef(entity)} />
  ) : null;
}

function LoadedComposition(props: { entityRef: string }) {
  const { entityRef } = props;
  const t = useTexts(compositionTexts);
  const composition = useData(['composition', entityRef], api =>
    api.getSystemComposition(entityRef),
  );
  return (
    <Section title={t('composition.title')} headingLevel="h2">
      <AsyncView state={composition}>
        {value =>
          value.components.length === 0 ? (
            <Text as="p">{t('composition.empty')}</Text>
          ) : (
            <Composition composition={value} />
          )
        }
      </AsyncView>
    </Section>
  );
}

function Composition(props: { composition: SystemComposition }) {
  const { composition } = props;
  const { components, assessed, patternMix, text, cost, edges, risks } =
    composition;
  const t = useTexts(compositionTexts);
  const getLevel = useComponentLevelLookup(components);
  return (
    <Flex direction="column" gap="5">
      <Flex direction="column" gap="1">
        <Text as="p">{text}</Text>
        <Text as="p" color="secondary">
          {t('composition.assessed', {
            assessed: String(assessed),
            total: String(components.length),
          })}
        </Text>
      </Flex>
      {patternMix.length > 0 && (
        <PlainList isRow gap="1" size="2" aria-label={t('composition.mix')}>
          {patternMix.map(({ pattern, components: count }) => (
            <li key={pattern}>
              <SubjectTitle subject={pattern} />: {formatNumber(count)}
            </li>
          ))}
        </PlainList>
      )}
      {composition.languageModels && (
        <LanguageModels languageModels={composition.languageModels} />
      )}
      <SystemGraph edges={edges} components={components} levelOf={getLevel} />
      <Flex direction="column" gap="2">
        <ComponentTable components={components} levelOf={getLevel} />
        {cost && (
          <Text as="p">
            <strong>
              {t('composition.total', { mid: formatUsd(cost.monthly.mid) })}
            </strong>{' '}
            {t('composition.totalRange', {
              low: formatUsd(cost.monthly.low),
              high: formatUsd(cost.monthly.high),
              known: String(cost.components),
              total: String(components.length),
            })}
          </Text>
        )}
      </Flex>
      <SharedRisks risks={risks} components={components} />
    </Flex>
  );
}

/** Placements and token costs of the components' language models, and whether a shared gateway is recommended. */
function LanguageModels(props: {
  languageModels: NonNullable<SystemComposition['languageModels']>;
}) {
  const { components, placementMix, tokensPerMonth, cost, gateway } =
    props.languageModels;
  const t = useTexts(compositionTexts);
  return (
    <section aria-label={t('composition.languageModels')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('composition.languageModels')}
      </Text>
      {placementMix.length > 0 && (
        <PlainList
          isRow
          gap="1"
          size="2"
          aria-label={t('composition.placementMix')}
        >
          {placementMix.map(({ placement, components: count }) => (
            <li key={placement}>
              <SubjectTitle subject={placement} />: {formatNumber(count)}
            </li>
          ))}
        </PlainList>
      )}
      {cost && (
        <Text as="p">
          {t('composition.tokenCost', {
            mid: formatUsd(cost.monthly.mid),
            low: formatUsd(cost.monthly.low),
            high: formatUsd(cost.monthly.high),
            tokens: formatShortNumber(tokensPerMonth ?? 0),
            known: String(cost.components),
            total: String(components),
          })}
        </Text>
      )}
      {gateway.due && (
        <>
          <Text as="p">{t('composition.gateway')}</Text>
          <TextList
            aria-label={t('composition.gatewayReasons')}
            texts={gateway.reasons}
          />
        </>
      )}
    </section>
  );
}

/* The page size of the list; few systems have more components. */
const MOST = 50;

/** Levels of components; undefined while loading or without a scorecard. */
function useComponentLevelLookup(
  components: SystemComponent[],
): (entityRef: string) => RankedLevel | undefined {
  const refs = components
    .slice(0, MOST)
    .map(({ entityRef }) => entityRef)
    .join();
  const { value } = useData(['componentLevels', refs], async api => ({
    scorecards: await api.listScorecards({
      refs: refs.split(','),
      limit: MOST,
    }),
    byLevel: await api.getScorecardsSummary({ groupBy: 'level' }),
  }));
  const levels = useLevels(value?.byLevel);
  return ref => {
    const scorecard = value?.scorecards.items.find(
      ({ entityRef }) => entityRef === ref,
    );
    return scorecard && levels(scorecard.level);
  };
}

/** Failure patterns that components of a system share, with evidence and countermeasures. */
function SharedRisks(props: {
  risks: SharedRisk[];
  components: SystemComponent[];
}) {
  const { risks, components } = props;
  const t = useTexts(compositionTexts);
  return (
    <section aria-label={t('composition.risks')}>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('composition.risks')}
      </Text>
      {risks.length === 0 ? (
        <Text as="p">{t('composition.noRisks')}</Text>
      ) : (
        <PlainList gap="4">
          {risks.map(risk => (
            <li key={risk.id}>
              <Row>
                <SeverityChip severity={risk.severity} />
                <Text as="h4" variant="body-medium" weight="bold">
                  {risk.title}
                </Text>
              </Row>
              <Text as="p" color="secondary">
                {t('composition.affected', {
                  components: risk.components
                    .map(ref => componentTitle(components, ref))
                    .join(', '),
                })}
              </Text>
              <RiskBasis {...risk} />
            </li>
          ))}
        </PlainList>
      )}
    </section>
  );
}
