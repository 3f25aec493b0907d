import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  EvaluationRun,
  evaluationRunPermission,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import { AsyncView } from '../../components/AsyncView';
import { ErrorAlert } from '../../components/ErrorAlert';
import { LoadMore } from '../../components/LoadMore';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { CancelRun } from './CancelRun';
import { RunProgress } from './RunProgress';
import { RunsTable } from './RunsTable';
import { useRuns } from './useRuns';

/** The runs over the fleet: how far the one under way is, how the last ones went, and a way to start one. */
export function RunsSection() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { runs, followError, starting, start, cancelling, cancel } = useRuns();
  const { allowed } = usePermission({ permission: evaluationRunPermission });
  const underWay = runs.value?.items.find(({ state }) => state === 'running');
  const watched = useWatched(runs.value?.items ?? [], underWay?.id);
  const progressRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that had the focus is gone, or cannot be pressed now.
    if (starting.value || cancelling.value) {
      progressRef.current?.focus();
    }
  }, [starting.value, cancelling.value]);
  return (
    <Section
      headingLevel="h2"
      title={t('runs.title')}
      actions={
        allowed && (
          <Button
            size="small"
            variant="secondary"
            isPending={starting.loading}
            isDisabled={underWay !== undefined}
            onPress={start}
          >
            {t('runs.start')}
          </Button>
        )
      }
    >
      <Flex direction="column" gap="4">
        {starting.error && (
          <ErrorAlert error={starting.error} title={t('runs.startFailed')} />
        )}
        {followError && (
          <ErrorAlert error={followError} title={t('runs.pollFailed')} />
        )}
        <RunProgress
          focusRef={progressRef}
          run={watched}
          actions={
            allowed &&
            underWay && (
              <CancelRun
                cancelling={cancelling}
                onCancel={() => cancel(underWay.id)}
              />
            )
          }
        />
        <AsyncView state={runs}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <Text as="p">{t('runs.none')}</Text>
            ) : (
              <Flex direction="column" gap="3">
                <RunsTable runs={items} />
                {nextCursor && (
                  <LoadMore isPending={runs.loading} onPress={runs.loadMore} />
                )}
              </Flex>
            )
          }
        </AsyncView>
      </Flex>
    </Section>
  );
}

/** The run under way, and once it has ended, still that run. */
function useWatched(
  runs: EvaluationRun[],
  underWayId: string | undefined,
): EvaluationRun | undefined {
  const [watchedId, setWatchedId] = useState<string>();
  useEffect(() => {
    if (underWayId !== undefined) {
      setWatchedId(underWayId);
    }
  }, [underWayId]);
  return runs.find(({ id }) => id === (underWayId ?? watchedId));
}
