import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Flex, Text } from '@backstage/ui';
import {
  ActiveRules,
  rulePreviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { pavedRoadTranslationRef } from '../../translation';
import { ChecksTab } from '../checks/ChecksTab';
import { RunsSection } from '../runs/RunsSection';
import { FactsSection } from './FactsSection';
import { RulePackAlerts } from './RulePackAlerts';
import { RulePackSection } from './RulePackSection';
import { ReplaceDraft } from './trial/ReplaceDraft';
import { RulePackTrial } from './trial/RulePackTrial';
import { useEditPack } from './trial/useEditPack';

/** What the fleet is evaluated with, what other rules would change, and the runs that evaluate it. */
export function RulesTab() {
  const api = useApi(pavedRoadApiRef);
  const rules = useAsyncRetry(() => api.getRules(), [api]);
  const { allowed } = usePermission({ permission: rulePreviewPermission });
  return (
    <Flex direction="column" gap="4">
      <ChecksTab />
      <AsyncView state={rules}>
        {active =>
          allowed ? (
            <RulesToTry rules={active} />
          ) : (
            <ActivePacks rules={active} />
          )
        }
      </AsyncView>
      <RunsSection />
      {rules.value && <FactsSection facts={rules.value.facts} />}
    </Flex>
  );
}

function RulesToTry(props: { rules: ActiveRules }) {
  const { rules } = props;
  const trial = useRef<HTMLDivElement>(null);
  const { replacing, ...editor } = useEditPack(() => trial.current?.focus());
  return (
    <Flex direction="column" gap="4">
      <ActivePacks rules={rules} onEdit={editor.edit} />
      <RulePackTrial rules={rules} editor={editor} cardRef={trial} />
      {replacing && (
        <ReplaceDraft onReplace={replacing.confirm} onKeep={replacing.keep} />
      )}
    </Flex>
  );
}

function ActivePacks(props: {
  rules: ActiveRules;
  onEdit?: (packName: string) => void;
}) {
  const { rules, onEdit } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <RulePackAlerts rules={rules} />
      {rules.items.length === 0 && <Text as="p">{t('rules.none')}</Text>}
      {rules.items.map(pack => (
        <RulePackSection
          key={pack.metadata.name}
          pack={pack}
          onEdit={onEdit && (() => onEdit(pack.metadata.name))}
        />
      ))}
    </Flex>
  );
}
