import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../translation';

/** What could not be loaded; a table with an alert in each row could not be read. */
export function UnknownCell(props: { error: Error }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <span title={props.error.message}>
      <Text as="span" color="secondary">
        {t('catalog.failed')}
      </Text>
    </span>
  );
}
