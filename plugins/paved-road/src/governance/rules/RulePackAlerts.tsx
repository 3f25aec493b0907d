import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Flex, Text } from '@backstage/ui';
import { ActiveRules } from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { CodeBlock } from '../../components/Code';
import { SourceText } from '../../components/SourceText';
import { TimeAgo } from '../../components/TimeAgo';
import { pavedRoadTranslationRef } from '../../translation';

/** Sources whose newest content is not what the fleet is evaluated with. */
export function RulePackAlerts(props: { rules: ActiveRules }) {
  const { items, inactive } = props.rules;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      {items.map(
        ({ metadata, status: { source, problem } }) =>
          problem && (
            <ProblemAlert
              key={metadata.name}
              title={t('rules.problem.title', { pack: metadata.title })}
              explanation={t('rules.problem.explanation', {
                version: metadata.version,
                source: <SourceText source={source} />,
                age: <TimeAgo at={problem.since} />,
              })}
              message={problem.message}
            />
          ),
      )}
      {inactive.map(({ source, problem }) => (
        <ProblemAlert
          key={source}
          title={t('rules.inactive.title')}
          explanation={t('rules.inactive.explanation', {
            source: <SourceText source={source} />,
            age: <TimeAgo at={problem.since} />,
          })}
          message={problem.message}
        />
      ))}
    </>
  );
}

function ProblemAlert(props: {
  title: string;
  explanation: ReactNode;
  message: string;
}) {
  return (
    <Alert
      role="note"
      icon
      status="warning"
      title={props.title}
      description={
        <Flex direction="column" gap="2">
          <Text as="p">{props.explanation}</Text>
          <CodeBlock>{props.message}</CodeBlock>
        </Flex>
      }
    />
  );
}
