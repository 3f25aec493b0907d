import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  WaiverStatus,
  waiverStatuses,
} from '@paved-road/plugin-paved-road-common';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './WaiversTab.module.css';

/** Which waivers are listed; of those that want attention, how many there are. */
export function WaiverViews(props: {
  selected: WaiverStatus;
  counts: Partial<Record<WaiverStatus, number>>;
  onChange: (status: WaiverStatus) => void;
}) {
  const { selected, counts, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ToggleButtonGroup
      aria-label={t('waivers.tab.views')}
      selectionMode="single"
      disallowEmptySelection
      className={styles.views}
      selectedKeys={[selected]}
      onSelectionChange={keys => {
        const status = waiverStatuses.find(id => keys.has(id));
        if (status) {
          onChange(status);
        }
      }}
    >
      {waiverStatuses.map(status => {
        const count = counts[status];
        const view = t(`waivers.tab.view.${status}`);
        return (
          <ToggleButton key={status} id={status} size="small">
            {count === undefined
              ? view
              : t('waivers.tab.viewWith', {
                  view,
                  number: formatNumber(count),
                })}
          </ToggleButton>
        );
      })}
    </ToggleButtonGroup>
  );
}
