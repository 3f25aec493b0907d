import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import { Advice, questions } from '@paved-road/plugin-paved-road-common';
import { MarginText, patternTitle, RankingBars, Vetoes } from '../../advisor';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';

/** What the answers so far lead to. */
export function LiveResult(props: { advice?: Advice }) {
  const { advice } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section title={t('live.title')}>
      <Flex direction="column" gap="4">
        <div role="status">
          {advice ? (
            <>
              <Text as="p" variant="title-x-small" weight="bold">
                {patternTitle(advice.recommendation.pattern)}
              </Text>
              <Text as="p">{advice.recommendation.text}</Text>
            </>
          ) : (
            <Text as="p">{t('live.empty')}</Text>
          )}
        </div>
        {advice && (
          <>
            <RankingBars advice={advice} />
            <MarginText advice={advice} />
            <Vetoes ranking={advice.ranking} />
          </>
        )}
        <Completeness
          answered={questions.length - (advice?.unanswered ?? questions).length}
        />
      </Flex>
    </Section>
  );
}

function Completeness(props: { answered: number }) {
  const { answered } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const text = t('live.completeness', {
    answered: String(answered),
    total: String(questions.length),
  });
  return (
    <Flex direction="column" gap="1">
      <Text as="p" color="secondary" variant="body-small">
        {text}
      </Text>
      <LinearProgress
        variant="determinate"
        value={(100 * answered) / questions.length}
        aria-label={text}
      />
    </Flex>
  );
}
