import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import { useModel } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';

/** How many of the questions are answered. */
export function CompletenessBar(props: {
  /** Profile fields without an answer; all of them when absent. */
  unanswered?: string[];
}) {
  const { questions } = useModel();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const answered =
    questions.length - (props.unanswered?.length ?? questions.length);
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
