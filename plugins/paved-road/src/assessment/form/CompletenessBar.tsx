import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import { isOptional, useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';

/** How many of the questions are answered; an optional one counts only once it is. */
export function CompletenessBar(props: {
  /** Profile fields without an answer; all of them when absent. */
  unanswered?: string[];
}) {
  const { questions } = useModel();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { unanswered = questions.map(({ path }) => path) } = props;
  const counted = questions.filter(
    ({ path }) => !(isOptional(path) && unanswered.includes(path)),
  );
  const answered = questions.length - unanswered.length;
  const text = t('live.completeness', {
    answered: String(answered),
    total: String(counted.length),
  });
  return (
    <Flex direction="column" gap="1">
      <Text as="p" color="secondary" variant="body-small">
        {text}
      </Text>
      <LinearProgress
        variant="determinate"
        value={(100 * answered) / counted.length}
        aria-label={text}
      />
    </Flex>
  );
}
