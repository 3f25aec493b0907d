import { usePermission } from '@backstage/plugin-permission-react';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import {
  EvaluationRun,
  EvaluationRuns,
  evaluationRunPermission,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode, RefObject, useEffect, useRef, useState } from 'react';
import { Row } from '../../../ui/components/Layout';
import { AsyncView } from '../../../ui/components/AsyncView';
import { ConfirmDialog } from '../../../ui/components/ConfirmDialog';
import { ErrorAlert } from '../../../ui/components/ErrorAlert';
import { formatNumber } from '../../../ui/formats';
import { LoadMore } from '../../../ui/components/LoadMore';
import { runsTexts } from './texts';
import { useTexts } from '../../../ui/texts/useTexts';
import styles from './runs.module.css';
import { RunsTable } from './RunsTable';
import { SmallButton } from '../../../ui/components/SmallButton';
import { usePavedRoadApi } from '../../../data/api';
import { useAction } from '../../../data/queries/useAction';
import { usePages } from '../../../data/queries/usePages';

const PAGE_SIZE = 10;

/** Evaluation runs: progress, recent runs, and a button to start one. */
export function RunsSection() {
  const t = useTexts(runsTexts);
  const { runs, starting, cancelling } = useRuns();
  const { allowed } = usePermission({ permission: evaluationRunPermission });
  const underWay = runs.value?.items.find(({ state }) => state === 'running');
  const watched = useWatched(
    runs.value?.items ?? [],
    // A short run has ended before the list shows it.
    underWay?.id ?? starting.value?.id,
  );
  const progressRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The focused button was removed or disabled.
    if (starting.value || cancelling.value) {
      progressRef.current?.focus();
    }
  }, [starting.value, cancelling.value]);
  const [isOpened, setOpened] = useState<boolean>();
  return (
    <Accordion
      isExpanded={isOpened ?? watched !== undefined}
      onExpandedChange={setOpened}
    >
      <AccordionTrigger level={2} title={t('runs.title')} />
      <AccordionPanel>
        <Flex direction="column" gap="4">
          {allowed && (
            <div>
              <SmallButton
                isPending={starting.isPending}
                isDisabled={underWay !== undefined}
                onPress={() => void starting.run()}
              >
                {t('runs.start')}
              </SmallButton>
            </div>
          )}
          <ErrorAlert error={starting.error} title={t('runs.startFailed')} />
          <RunProgress
            focusRef={progressRef}
            run={watched}
            actions={
              allowed &&
              underWay && (
                <CancelRun
                  cancelling={cancelling}
                  onCancel={() => cancelling.run(underWay.id)}
                />
              )
            }
          />
          <AsyncView state={runs}>
            {({ items, nextCursor, repositories }) =>
              items.length === 0 ? (
                <Text as="p">{t('runs.none')}</Text>
              ) : (
                <Flex direction="column" gap="3">
                  {repositories && repositories.read < repositories.total && (
                    <Text as="p">
                      {t('runs.repositories', {
                        read: formatNumber(repositories.read),
                        total: formatNumber(repositories.total),
                      })}
                    </Text>
                  )}
                  <RunsTable runs={items} />
                  {nextCursor && (
                    <LoadMore
                      isPending={runs.loading}
                      onPress={runs.loadMore}
                    />
                  )}
                </Flex>
              )
            }
          </AsyncView>
        </Flex>
      </AccordionPanel>
    </Accordion>
  );
}

/** Poll interval of a running evaluation in milliseconds. */
const PAUSE = 2000;

/** Evaluation runs, newest first; running ones are polled. */
function useRuns() {
  const api = usePavedRoadApi();
  const runs = usePages<EvaluationRun, EvaluationRuns>(
    ['evaluationRuns'],
    cursor => api.listEvaluations({ limit: PAGE_SIZE, cursor }),
    {
      interval: items =>
        items.some(({ state }) => state === 'running') && PAUSE,
    },
  );
  const starting = useAction(async () => {
    try {
      return await api.startEvaluation();
    } finally {
      // If it fails, someone else may have started a run.
      await runs.reload();
    }
  });
  const cancelling = useAction(async (id: string) => {
    const run = await api.cancelEvaluation(id);
    await runs.reload();
    return run;
  });
  return { runs, starting, cancelling };
}

/** The latest evaluation; stays the same run after its end. */
function useWatched(
  runs: EvaluationRun[],
  latestId: string | undefined,
): EvaluationRun | undefined {
  const [watchedId, setWatchedId] = useState<string>();
  useEffect(() => {
    if (latestId !== undefined) {
      setWatchedId(latestId);
    }
  }, [latestId]);
  return runs.find(({ id }) => id === (latestId ?? watchedId));
}

/** Progress of a run. Announces start and end, not each step. */
function RunProgress(props: {
  /** Takes the focus when the focused element was removed. */
  focusRef: RefObject<HTMLDivElement>;
  run?: EvaluationRun;
  actions?: ReactNode;
}) {
  const { focusRef, run, actions } = props;
  const t = useTexts(runsTexts);
  const isRunning = run?.state === 'running';
  const figures = run && readProgress(run);
  return (
    <div ref={focusRef} tabIndex={-1} className={styles.progress}>
      <Row justify="between" gap="3">
        <Text as="p" role="status" weight="bold">
          {run && t(`runs.headline.${run.state}`)}
        </Text>
        {actions}
      </Row>
      {run && isRunning && <Bar run={run} />}
      {figures && (
        <Text as="p" color="secondary">
          {t('runs.looked', {
            done: formatNumber(figures.done),
            total: formatNumber(figures.total),
            changed: formatNumber(figures.changed),
          })}
        </Text>
      )}
      {run?.problem && <Text as="p">{run.problem}</Text>}
    </div>
  );
}

/** Only available to people who see all services. */
function readProgress({ done, total, changed }: EvaluationRun) {
  return done !== undefined && total !== undefined && changed !== undefined
    ? { done, total, changed }
    : undefined;
}

function Bar(props: { run: EvaluationRun }) {
  const { done = 0, total = 0 } = props.run;
  const t = useTexts(runsTexts);
  // The total is unknown before the first run ends, and can change between runs.
  return total === 0 ? (
    <LinearProgress aria-label={t('runs.progress')} />
  ) : (
    <LinearProgress
      variant="determinate"
      value={Math.min(100, (100 * done) / total)}
      aria-label={t('runs.progress')}
    />
  );
}

function CancelRun(props: {
  cancelling: { isPending: boolean; error?: Error };
  /** @returns undefined if cancelling failed */
  onCancel: () => Promise<unknown>;
}) {
  const { cancelling, onCancel } = props;
  const t = useTexts(runsTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <SmallButton onPress={() => setOpen(true)}>
        {t('runs.cancel.action')}
      </SmallButton>
      {isOpen && (
        <ConfirmDialog
          title={t('runs.cancel.title')}
          explanation={t('runs.cancel.explanation')}
          confirm={t('runs.cancel.confirm')}
          keep={t('runs.cancel.keep')}
          failed={t('runs.cancel.failed')}
          isPending={cancelling.isPending}
          error={cancelling.error}
          onConfirm={async () => {
            if (await onCancel()) {
              setOpen(false);
            }
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
