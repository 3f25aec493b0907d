import { usePermission } from '@backstage/plugin-permission-react';
import { Notice } from '../../ui/components/Notice';
import {
  assessmentReviewPermission,
  OrphanedRecords,
  waiverReviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { useAction } from '../../data/queries/useAction';
import { useData } from '../../data/queries/useData';
import { ConfirmDialog } from '../../ui/components/ConfirmDialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatDate } from '../../ui/formats';
import { assessmentTexts } from './texts';
import { SmallButton } from '../../ui/components/SmallButton';
import { useTexts } from '../../ui/texts/useTexts';

/** Offers records of earlier entities with the same name; hidden without permission to adopt them. */
export function OrphansNotice(props: {
  entityRef: string;
  onAdopted: () => void | Promise<void>;
}) {
  const { entityRef, onAdopted } = props;
  const t = useTexts(assessmentTexts);
  const reviews = usePermission({
    permission: assessmentReviewPermission,
    resourceRef: entityRef,
  });
  const waivers = usePermission({
    permission: waiverReviewPermission,
    resourceRef: entityRef,
  });
  const isAllowed = reviews.allowed && waivers.allowed;
  const orphans = useData(['orphans', entityRef, isAllowed], async api =>
    isAllowed ? await api.getOrphans(entityRef) : undefined,
  );
  if (orphans.error) {
    return (
      <ErrorAlert
        error={orphans.error}
        title={t('orphans.unknown')}
        onRetry={orphans.retry}
      />
    );
  }
  return (
    <>
      {orphans.value?.items.map(records => (
        <OrphanNotice
          key={records.uid}
          entityRef={entityRef}
          records={records}
          onAdopted={async () => {
            orphans.retry();
            await onAdopted();
          }}
        />
      ))}
    </>
  );
}

function OrphanNotice(props: {
  entityRef: string;
  records: OrphanedRecords;
  onAdopted: () => Promise<void>;
}) {
  const { entityRef, records, onAdopted } = props;
  const { uid, orphanedAt, assessments, waivers, historyDays } = records;
  const t = useTexts(assessmentTexts);
  const api = usePavedRoadApi();
  const [isOpen, setOpen] = useState(false);
  const adopting = useAction(async () => {
    await api.adoptOrphans(entityRef, { uids: [uid] });
    setOpen(false);
    await onAdopted();
  });
  return (
    <>
      <Notice
        role="status"
        status="info"
        title={t('orphans.title')}
        description={t('orphans.left', {
          records: [
            assessments > 0 && t('orphans.assessments', { count: assessments }),
            waivers > 0 && t('orphans.waivers', { count: waivers }),
            historyDays > 0 && t('orphans.history', { count: historyDays }),
          ]
            .filter(Boolean)
            .join(', '),
          date: formatDate(orphanedAt),
        })}
        customActions={
          <SmallButton onPress={() => setOpen(true)}>
            {t('orphans.adopt')}
          </SmallButton>
        }
      />
      {isOpen && (
        <ConfirmDialog
          title={t('orphans.confirm.title')}
          explanation={t('orphans.confirm.explanation')}
          confirm={t('orphans.adopt')}
          failed={t('orphans.confirm.failed')}
          isHarmless
          isPending={adopting.isPending}
          error={adopting.error}
          onConfirm={adopting.run}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
