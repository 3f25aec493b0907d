import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { pavedRoadTranslationRef } from '../../translation';
import { RunsSection } from '../runs/RunsSection';
import { FactsSection } from './FactsSection';
import { RulePackAlerts } from './RulePackAlerts';
import { RulePackSection } from './RulePackSection';

/** What the fleet is evaluated with, and the runs that do it. */
export function RulesTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const rules = useAsyncRetry(() => api.getRules(), [api]);
  return (
    <Flex direction="column" gap="4">
      <AsyncView state={rules}>
        {active => (
          <Flex direction="column" gap="4">
            <RulePackAlerts rules={active} />
            {active.items.length === 0 && <Text as="p">{t('rules.none')}</Text>}
            {active.items.map(pack => (
              <RulePackSection key={pack.metadata.name} pack={pack} />
            ))}
          </Flex>
        )}
      </AsyncView>
      <RunsSection />
      {rules.value && <FactsSection facts={rules.value.facts} />}
    </Flex>
  );
}
