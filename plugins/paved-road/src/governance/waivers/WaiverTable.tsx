import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Waiver, WaiverStatus } from '@paved-road/plugin-paved-road-common';
import { DataTable } from '../../components/DataTable';
import { pavedRoadTranslationRef } from '../../translation';
import { WaiverDecisionStep } from './decisions';
import { useWaiverColumns } from './useWaiverColumns';

/** Waivers in one status, each with what may be done about it. */
export function WaiverTable(props: {
  waivers: Waiver[];
  status: WaiverStatus;
  /** Entity reference of the person. */
  userRef?: string;
  isStale: boolean;
  onDecide: (waiver: Waiver, step: WaiverDecisionStep) => void;
  onOpen: (waiver: Waiver) => void;
}) {
  const { waivers, status, isStale } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const columns = useWaiverColumns(props);
  return (
    <DataTable
      label={t(`waivers.tab.view.${status}`)}
      columns={columns}
      rows={waivers}
      getKey={({ id }) => id}
      isStale={isStale}
      isStackable
    />
  );
}
