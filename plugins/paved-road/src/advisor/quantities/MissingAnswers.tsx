import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { formatList } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';

/** Which answers an estimate still needs. */
export function MissingAnswers(props: { fields: string[] }) {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Text as="span" color="secondary" variant="body-small">
      {t('quantities.missing', {
        questions: formatList(
          props.fields.map(field =>
            t('quantities.quoted', { question: titles.field(field) }),
          ),
        ),
      })}
    </Text>
  );
}
