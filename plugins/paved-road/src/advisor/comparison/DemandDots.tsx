import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VisuallyHidden } from '@backstage/ui';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './DemandDots.module.css';

/** A demand of 1 to 5 as dots; a dash when the profile does not tell. */
export function DemandDots(props: { demand?: number }) {
  const { demand } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const filled = Math.round(demand ?? 0);
  return (
    <span className={styles.dots}>
      <span aria-hidden>
        {demand === undefined
          ? '–'
          : '●'.repeat(filled) + '○'.repeat(5 - filled)}
      </span>
      <VisuallyHidden>
        {demand === undefined
          ? t('comparison.demandUnknown')
          : t('comparison.demand', { demand: formatNumber(demand) })}
      </VisuallyHidden>
    </span>
  );
}
