import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Flex, Text } from '@backstage/ui';
import { Waiver } from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { AsyncView } from '../../components/AsyncView';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { Pages } from '../Pages';
import { usePageCursors } from '../usePageCursors';
import { DecisionDialog } from './DecisionDialog';
import { WaiverDecisionStep } from './decisions';
import { useWaiverList } from './useWaiverList';
import { useWaiversQuery } from './useWaiversQuery';
import { WaiverDetails } from './WaiverDetails';
import { WaiverFilters } from './WaiverFilters';
import { isFiltered } from './waiversQuery';
import styles from './WaiversTab.module.css';
import { WaiverTable } from './WaiverTable';
import { WaiverViews } from './WaiverViews';

const PAGE_SIZE = 20;

/** The waivers of the fleet: what waits for a decision, what is in force and until when, and what is over. */
export function WaiversTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const identityApi = useApi(identityApiRef);
  const { value: identity } = useAsync(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const { query, update } = useWaiversQuery();
  const { status } = query;
  const cursors = usePageCursors('waivers');
  const { list, counts, reload } = useWaiverList(query, {
    limit: PAGE_SIZE,
    cursor: cursors.cursor,
  });
  const [deciding, setDeciding] = useState<{
    waiver: Waiver;
    step: WaiverDecisionStep;
  }>();
  const [outcome, setOutcome] = useState<{ text: string }>();
  const outcomeRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was pressed is gone with its row.
    if (outcome) {
      outcomeRef.current?.focus();
    }
  }, [outcome]);
  return (
    <Flex direction="column" gap="4">
      <Text as="p" color="secondary">
        {t('waivers.tab.intro')}
      </Text>
      <WaiverViews
        selected={status}
        counts={counts}
        onChange={next => {
          setOutcome(undefined);
          update({ status: next });
        }}
      />
      <WaiverFilters query={query} onChange={update} />
      <div
        ref={outcomeRef}
        role="status"
        tabIndex={-1}
        className={styles.outcome}
      >
        {outcome && <Alert icon status="success" title={outcome.text} />}
      </div>
      <Section
        headingLevel="h2"
        title={t(`waivers.tab.view.${status}`)}
        actions={
          <Text as="p" role="status">
            {list.value &&
              t('waivers.tab.found', { count: list.value.totalItems })}
          </Text>
        }
      >
        <AsyncView state={list}>
          {(page, isStale) =>
            page.totalItems === 0 ? (
              <Text as="p">
                {t(
                  isFiltered(query)
                    ? 'waivers.tab.noMatch'
                    : `waivers.tab.none.${status}`,
                )}
              </Text>
            ) : (
              <>
                <WaiverTable
                  waivers={page.items}
                  status={status}
                  userRef={identity?.userEntityRef}
                  isStale={isStale}
                  onDecide={(waiver, step) => setDeciding({ waiver, step })}
                  onOpen={({ id }) => update({ waiver: id })}
                />
                <Pages page={page} cursors={cursors} pageSize={PAGE_SIZE} />
              </>
            )
          }
        </AsyncView>
      </Section>
      {query.waiver && !deciding && (
        <WaiverDetails
          id={query.waiver}
          onDecide={(waiver, step) => setDeciding({ waiver, step })}
          onShow={id => update({ waiver: id })}
          onClose={() => update({ waiver: undefined })}
        />
      )}
      {deciding && (
        <DecisionDialog
          {...deciding}
          onDecided={({ checkTitle, entityTitle }) => {
            setDeciding(undefined);
            update({ waiver: undefined });
            reload();
            setOutcome({
              text: t(`waivers.decide.${deciding.step}.done`, {
                check: checkTitle,
                service: entityTitle,
              }),
            });
          }}
          onOutdated={reload}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </Flex>
  );
}
