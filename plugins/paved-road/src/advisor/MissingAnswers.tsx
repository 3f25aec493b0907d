import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  CostEstimate,
  LatencyEstimate,
  Pattern,
} from '@paved-road/plugin-paved-road-common';
import { formatList } from '../components/formats';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';

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

/** In place of a table in which nothing is known: what all of it waits for. */
export function MissingEstimates(props: {
  title: string;
  perPattern: Partial<Record<Pattern, CostEstimate | LatencyEstimate>>;
}) {
  const { title, perPattern } = props;
  const missing = Object.values(perPattern).flatMap(estimate =>
    estimate.status === 'unknown' ? estimate.missing : [],
  );
  return (
    <div>
      <Text as="p" weight="bold">
        {title}
      </Text>
      <MissingAnswers fields={[...new Set(missing)]} />
    </div>
  );
}
