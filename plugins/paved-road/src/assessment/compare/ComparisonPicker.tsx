import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Select, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../api';
import { EntityField } from '../../components/EntityField';
import { ErrorAlert } from '../../components/ErrorAlert';
import { formatDateTime } from '../../components/formats';
import { EntityOption } from '../../components/useEntitySearch';
import { pavedRoadTranslationRef } from '../../translation';
import { useOutcomeText } from '../useOutcomeText';

/** Asks which assessment to compare with: an older or newer one, or the one that counts elsewhere. */
export function ComparisonPicker(props: {
  assessment: Assessment;
  versions: Assessment[];
  onPick: (assessmentId: string) => void;
}) {
  const { assessment, versions, onPick } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const outcomeText = useOutcomeText();
  const api = useApi(pavedRoadApiRef);
  const [version, setVersion] = useState<string>();
  const [entity, setEntity] = useState<EntityOption>();
  const others = versions.filter(({ id }) => id !== assessment.id);
  const [found, pickEntity] = useAsyncFn(
    async (entityRef: string) => {
      const { counting } = await api.getEntityAssessments(entityRef, {
        limit: 1,
      });
      if (counting) {
        onPick(counting.id);
      }
      return { entityRef, counting };
    },
    [api, onPick],
  );
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
            pickEntity(picked.id);
          }
        }}
      />
      {found.error && <ErrorAlert error={found.error} />}
      {found.value && !found.value.counting && (
        <Text as="p" role="status">
          {t('compare.pickEntityNone', { entity: found.value.entityRef })}
        </Text>
      )}
    </Flex>
  );
}
