import { Text } from '@backstage/ui';
import { Measurement } from '@paved-road/plugin-paved-road-common';
import { SourceText } from '../../ui/components/SourceText';
import { StatusChip } from '../../ui/components/StatusChip';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { measuredTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './measured.module.css';

/** Source and time of a number, and whether it is old because its source does not respond. */
export function AsOf(props: {
  measurement: Pick<Measurement, 'observedAt' | 'source' | 'failing'>;
}) {
  const { observedAt, source, failing } = props.measurement;
  const t = useTexts(measuredTexts);
  return (
    <span className={styles.asOf}>
      <Text color="secondary" variant="body-small">
        {t('measured.asOf', {
          age: <TimeAgo at={observedAt} />,
          source: <SourceText source={source} />,
        })}
      </Text>
      {failing !== undefined && (
        <StatusChip tone="warning">{t('measured.failing')}</StatusChip>
      )}
    </span>
  );
}
