import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import {
  PreviewChangeKind,
  previewChangeKinds,
  RulesPreview,
} from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiAddLine,
  RiArrowDownLine,
  RiArrowUpLine,
  RiRefreshLine,
  RiSubtractLine,
} from '@remixicon/react';
import { formatNumber } from '../../../components/formats';
import { pavedRoadTranslationRef } from '../../../translation';
import styles from './PreviewResult.module.css';

const icons: Record<PreviewChangeKind, RemixiconComponentType> = {
  raised: RiArrowUpLine,
  lowered: RiArrowDownLine,
  checks: RiRefreshLine,
  added: RiAddLine,
  removed: RiSubtractLine,
};

/** How many services would change in which way; each number leads to its services. */
export function ChangeKinds(props: {
  changes: RulesPreview['changes'];
  onShow: (kind: PreviewChangeKind) => void;
}) {
  const { changes, onShow } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ul className={styles.kinds} aria-label={t('rules.preview.kinds')}>
      {previewChangeKinds.map(kind => {
        const Icon = icons[kind];
        return (
          <li key={kind}>
            <Button
              variant="secondary"
              isDisabled={changes[kind] === 0}
              iconStart={<Icon aria-hidden />}
              onPress={() => onShow(kind)}
            >
              {t(`rules.preview.kind.${kind}`, {
                number: formatNumber(changes[kind]),
              })}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
