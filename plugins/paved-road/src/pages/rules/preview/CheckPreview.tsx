import { Button, Flex, Select, Text } from '@backstage/ui';
import {
  ActiveRules,
  DryRunResult,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { Fields, Row } from '../../../ui/components/Layout';
import { usePavedRoadApi } from '../../../data/api';
import { useAction } from '../../../data/queries/useAction';
import { DescriptionList } from '../../../ui/components/DescriptionList';
import { EntityField } from '../../../features/fleet/EntityField';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { EntityOption } from '../../../data/entities/useEntitySearch';
import { commonKinds } from '../../../data/entities/entityFilters';
import { CheckStateChip } from '../../../features/checks/CheckStateChip';
import { FactLine } from '../../../features/facts/facts';
import { RemediationText } from '../../../features/checks/RemediationText';
import { rulesTexts } from '../texts';
import { checkResultTexts } from '../../../features/checks/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { usePackProblems } from './usePackDraft';

/** Evaluates one check of the active packs or of the edited pack for one service. */
export function CheckPreview(props: {
  rules: ActiveRules;
  draftText: string | undefined;
}) {
  const { rules, draftText } = props;
  const t = useTexts(rulesTexts);
  const api = usePavedRoadApi();
  const [entity, setEntity] = useState<EntityOption>();
  const [checkId, setCheckId] = useState<string>();
  const [source, setSource] = useState<'draft' | 'active'>('draft');
  const { pack: draft } = usePackProblems(draftText ?? '', undefined);
  const usesDraft = source === 'draft' && draft !== undefined;
  const checks = usesDraft
    ? draft.spec.checks
    : rules.items.flatMap(({ spec }) => spec.checks);
  const chosen = checks.find(({ id }) => id === checkId);
  const running = useAction((request: Parameters<typeof api.dryRunCheck>[0]) =>
    api.dryRunCheck(request),
  );
  return (
    <Flex direction="column" gap="4">
      <Fields minWidth="14rem">
        {draft && (
          <Select
            label={t('rules.checkPreview.rules')}
            options={[
              {
                value: 'draft',
                label: t('rules.checkPreview.draft', {
                  pack: draft.metadata.title,
                }),
              },
              { value: 'active', label: t('rules.checkPreview.active') },
            ]}
            value={source}
            onChange={value => setSource(value as typeof source)}
          />
        )}
        <Select
          label={t('rules.checkPreview.check')}
          options={checks.map(({ id, title }) => ({ value: id, label: title }))}
          search={checks.length > 10 || undefined}
          value={chosen?.id ?? null}
          onChange={value => setCheckId(value as string)}
        />
        <EntityField
          label={t('rules.checkPreview.service')}
          kinds={commonKinds}
          placeholder={t('rules.checkPreview.search')}
          value={entity}
          onChange={setEntity}
        />
      </Fields>
      <div>
        <Button
          variant="secondary"
          isPending={running.isPending}
          isDisabled={!entity || !chosen}
          onPress={() =>
            entity &&
            chosen &&
            running.run({
              entityRef: entity.id,
              checkId: chosen.id,
              pack: usesDraft ? draftText : undefined,
            })
          }
        >
          {t('rules.checkPreview.run')}
        </Button>
      </div>
      <ErrorAlert
        error={running.error}
        title={t('rules.checkPreview.failed')}
      />
      {running.value && <EvaluatedCheck evaluated={running.value} />}
    </Flex>
  );
}

function EvaluatedCheck(props: { evaluated: DryRunResult }) {
  const { result, facts } = props.evaluated;
  const t = useTexts(checkResultTexts);
  return (
    <Flex direction="column" gap="3" role="status">
      <Row gap="1">
        <CheckStateChip state={result.state} />
        <Text weight="bold">{result.title}</Text>
      </Row>
      {result.state === 'unknown' && (
        <Text as="p">
          {t('scorecard.unknown', {
            reason: [result.reason, result.details].filter(Boolean).join(' · '),
          })}
        </Text>
      )}
      {(result.state === 'fail' || result.state === 'waived') && (
        <RemediationText remediation={result.remediation} />
      )}
      {result.evidence.length > 0 && (
        <DescriptionList
          items={Object.fromEntries(
            result.evidence.map(({ name, value }) => [name, value]),
          )}
        />
      )}
      {facts.map(fact => (
        <FactLine key={fact.name} fact={fact} />
      ))}
    </Flex>
  );
}
