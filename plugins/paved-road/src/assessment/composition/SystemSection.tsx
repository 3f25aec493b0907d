import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { SystemComposition } from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { formatUsd } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { ComponentTable } from './ComponentTable';
import { EdgeList } from './EdgeList';
import { PatternMixBar } from './PatternMixBar';
import { SharedRisks } from './SharedRisks';

/** What a system is composed of; nothing for other kinds. */
export function SystemSection(props: { entity: Entity }) {
  const { entity } = props;
  return entity.kind.toLocaleLowerCase('en-US') === 'system' ? (
    <CompositionOf entityRef={stringifyEntityRef(entity)} />
  ) : null;
}

function CompositionOf(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const composition = useAsyncRetry(
    () => api.getSystemComposition(entityRef),
    [api, entityRef],
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
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
      {patternMix.length > 0 && <PatternMixBar mix={patternMix} />}
      <Flex direction="column" gap="2">
        <ComponentTable components={components} />
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
      <EdgeList edges={edges} components={components} />
    </Flex>
  );
}
