import { Text } from '@backstage/ui';
import { formatList } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Lists the answers that an estimate still needs. */
export function MissingAnswers(props: { fields: string[] }) {
  const titles = useTitles();
  const t = useTexts(advisorTexts);
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

/** Replaces a table without known values: lists the missing answers. */
export function MissingEstimates(props: {
  title: string;
  estimates: { status: string; missing?: string[] }[];
}) {
  const { title, estimates } = props;
  const missing = estimates.flatMap(estimate => estimate.missing ?? []);
  return (
    <div>
      <Text as="p" weight="bold">
        {title}
      </Text>
      <MissingAnswers fields={[...new Set(missing)]} />
    </div>
  );
}
