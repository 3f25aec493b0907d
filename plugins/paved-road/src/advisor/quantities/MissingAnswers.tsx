import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../translation';
import { fieldTitle } from './titles';

/** Which answers an estimate still needs. */
export function MissingAnswers(props: { fields: string[] }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="span" color="secondary" variant="body-small">
      {t('quantities.missing', {
        questions: props.fields.map(fieldTitle).join(', '),
      })}
    </Text>
  );
}
