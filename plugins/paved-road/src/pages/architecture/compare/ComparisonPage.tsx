import { parseEntityRef } from '@backstage/catalog-model';
import { Button, Flex, Select, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { usePavedRoadApi } from '../../../data/api';
import { useAction } from '../../../data/queries/useAction';
import { useData } from '../../../data/queries/useData';
import { AsyncView } from '../../../ui/components/AsyncView';
import { EntityField } from '../../../features/fleet/EntityField';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { Section } from '../../../ui/components/Section';
import { formatDate, formatDateTime } from '../../../ui/formats';
import { EntityOption } from '../../../data/entities/useEntitySearch';
import { compareTexts } from '../../../features/compare/texts';
import { componentsTexts } from '../../../ui/components/texts';
import { useTexts } from '../../../ui/texts/useTexts';
import {
  findDecidedPlacement,
  useOutcomeText,
} from '../../../features/decision/answer';
import { useArchitectureView } from '../useArchitectureView';
import { ComparisonView } from './ComparisonView';
import { ComparedSide } from '../../../features/compare/useCompareRows';
import { SmallButton } from '../../../ui/components/SmallButton';
import { Row } from '../../../ui/components/Layout';

export function ComparisonPage(props: {
  assessment: Assessment;
  /** Others of the same entity, newest first. */
  versions: Assessment[];
  withId?: string;
}) {
  const { assessment, versions, withId } = props;
  const t = useTexts(compareTexts);
  const [, show] = useArchitectureView();
  const { id: assessmentId } = assessment;
  return (
    <Section
      title={t('compare.title')}
      headingLevel="h2"
      actions={
        <Row align="stretch">
          {withId && (
            <SmallButton
              onPress={() =>
                show({ assessment: assessmentId, view: 'compare' })
              }
            >
              {t('compare.other')}
            </SmallButton>
          )}
          <SmallButton onPress={() => show({ assessment: assessmentId })}>
            {t('compare.back')}
          </SmallButton>
        </Row>
      }
    >
      {withId ? (
        <ComparisonWith assessment={assessment} otherId={withId} />
      ) : (
        <ComparisonPicker
          assessment={assessment}
          versions={versions}
          onPick={picked =>
            show({ assessment: assessmentId, view: 'compare', with: picked })
          }
        />
      )}
    </Section>
  );
}

function ComparisonWith(props: { assessment: Assessment; otherId: string }) {
  const { assessment, otherId } = props;
  const other = useData(['compared', otherId], api =>
    api.getAssessment(otherId),
  );
  const toSide = useComparedSide();
  return (
    <AsyncView state={other}>
      {found => {
        const [before, after] = inOrder(assessment, found);
        const names = before.entityRef !== after.entityRef;
        return (
          <ComparisonView
            before={toSide(before, names)}
            after={toSide(after, names)}
          />
        );
      }}
    </AsyncView>
  );
}

/** Sorts versions of one entity from old to new; with two entities, the entity of the page comes first. */
function inOrder(shown: Assessment, other: Assessment) {
  return shown.entityRef === other.entityRef &&
    other.createdAt < shown.createdAt
    ? [other, shown]
    : [shown, other];
}

function useComparedSide() {
  const t = useTexts(compareTexts, componentsTexts);
  const outcomeText = useOutcomeText();
  return (assessment: Assessment, isNamed: boolean): ComparedSide => {
    const date = formatDate(assessment.createdAt);
    const status = t(`assessment.status.${assessment.status}`);
    return {
      title: isNamed
        ? t('compare.sideOfEntity', {
            entity: parseEntityRef(assessment.entityRef).name,
            date,
            status,
          })
        : t('compare.versionOf', {
            date,
            status,
            pattern: outcomeText(assessment),
          }),
      result: assessment,
      decided: assessment.decision?.pattern,
      decidedPlacement: findDecidedPlacement(assessment),
    };
  };
}

/** Asks which assessment to compare with: another version, or the current assessment of another entity. */
function ComparisonPicker(props: {
  assessment: Assessment;
  versions: Assessment[];
  onPick: (assessmentId: string) => void;
}) {
  const { assessment, versions, onPick } = props;
  const t = useTexts(compareTexts, componentsTexts);
  const outcomeText = useOutcomeText();
  const api = usePavedRoadApi();
  const [version, setVersion] = useState<string>();
  const [entity, setEntity] = useState<EntityOption>();
  const others = versions.filter(({ id }) => id !== assessment.id);
  const found = useAction(async (entityRef: string) => {
    const { counting } = await api.getEntityAssessments(entityRef, {
      limit: 1,
    });
    if (counting) {
      onPick(counting.id);
    }
    return { entityRef, counting };
  });
  return (
    <Flex direction="column" gap="5">
      {others.length === 0 ? (
        <Text as="p">{t('compare.pickVersionNone')}</Text>
      ) : (
        <Flex direction="column" gap="2">
          <Select
            label={t('compare.pickVersion')}
            placeholder={t('compare.pickVersionPlaceholder')}
            description={t('compare.historyHint')}
            options={others.map(other => ({
              id: other.id,
              label: t('compare.versionOf', {
                date: formatDateTime(other.createdAt),
                pattern: outcomeText(other),
                status: t(`assessment.status.${other.status}`),
              }),
            }))}
            value={version ?? null}
            onChange={key => setVersion(key === null ? undefined : String(key))}
          />
          <div>
            <Button
              isDisabled={version === undefined}
              onPress={() => version && onPick(version)}
            >
              {t('compare.go')}
            </Button>
          </div>
        </Flex>
      )}
      <EntityField
        label={t('compare.pickEntity')}
        exceptRef={assessment.entityRef}
        value={entity}
        onChange={picked => {
          setEntity(picked);
          if (picked) {
            found.run(picked.id);
          }
        }}
      />
      <ErrorAlert error={found.error} />
      {found.value && !found.value.counting && (
        <Text as="p" role="status">
          {t('compare.pickEntityNone', { entity: found.value.entityRef })}
        </Text>
      )}
    </Flex>
  );
}
