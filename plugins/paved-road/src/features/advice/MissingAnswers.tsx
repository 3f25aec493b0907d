import { Text } from '@backstage/ui';
import { LanguageModelAdvice } from '@paved-road/plugin-paved-road-common';
import { formatList } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Lists the answers that an estimate still needs, or whose change would allow one. */
export function MissingAnswers(props: {
  fields: string[];
  areAnswered?: boolean;
}) {
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (
    <Text as="span" color="secondary" variant="body-small">
      {t(props.areAnswered ? 'quantities.toChange' : 'quantities.missing', {
        questions: formatList(
          props.fields.map(field =>
            t('quantities.quoted', { question: titles.field(field) }),
          ),
        ),
      })}
    </Text>
  );
}

/** Replaces a table without known values: lists the missing answers, or what to relax. */
export function MissingEstimates(props: {
  title: string;
  estimates: { status: string; missing?: string[] }[];
  relax?: LanguageModelAdvice['relax'];
}) {
  const { title, estimates, relax } = props;
  const fields = relax
    ? relax.map(({ field }) => field)
    : estimates.flatMap(({ missing = [] }) => missing);
  return (
    <div>
      <Text as="p" weight="bold">
        {title}
      </Text>
      <MissingAnswers
        fields={[...new Set(fields)]}
        areAnswered={relax !== undefined}
      />
    </div>
  );
}
