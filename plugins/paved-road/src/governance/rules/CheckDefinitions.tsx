import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { RulePackCheck } from '@paved-road/plugin-paved-road-common';
import { Code, CodeBlock } from '../../components/Code';
import { DescriptionList } from '../../components/DescriptionList';
import { formatNumber } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './CheckDefinitions.module.css';
import { filterText } from './filterText';

/** What checks look at, and when they pass. */
export function CheckDefinitions(props: {
  checks: RulePackCheck[];
  levels: { id: string; title: string }[];
}) {
  const { checks, levels } = props;
  const titles = new Map(levels.map(({ id, title }) => [id, title]));
  return (
    <ul className={styles.checks}>
      {checks.map(check => (
        <li key={check.id}>
          <CheckDefinition
            check={check}
            levelTitle={titles.get(check.level) ?? check.level}
          />
        </li>
      ))}
    </ul>
  );
}

/** What one check looks at, and when it passes. */
export function CheckDefinition(props: {
  check: RulePackCheck;
  levelTitle: string;
  /** Whether something around it says what the check is called. */
  isTitled?: boolean;
}) {
  const { check, levelTitle, isTitled = false } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="2" className={styles.line}>
        {!isTitled && (
          <Text as="span" weight="bold">
            {check.title}
          </Text>
        )}
        <Code>{check.id}</Code>
        <StatusChip tone="neutral">{levelTitle}</StatusChip>
        <Text as="span" color="secondary" variant="body-small">
          {t('rules.check.weight', { weight: formatNumber(check.weight) })}
        </Text>
      </Flex>
      <Text as="p">{check.description}</Text>
      <DescriptionList
        isStacked
        items={[
          {
            label: t('rules.check.expression'),
            value: <CodeBlock>{check.expression}</CodeBlock>,
          },
          ...(check.filter
            ? [
                {
                  label: t('rules.check.appliesTo'),
                  value: <CodeBlock>{filterText(check.filter)}</CodeBlock>,
                },
              ]
            : []),
          ...(check.evidence.length > 0
            ? [
                {
                  label: t('rules.check.evidence'),
                  value: check.evidence.map(({ name }) => name).join(', '),
                },
              ]
            : []),
          {
            label: t('rules.check.remediation'),
            value: <Remediation remediation={check.remediation} />,
          },
        ]}
      />
    </Flex>
  );
}

function Remediation(props: { remediation: RulePackCheck['remediation'] }) {
  const { text, link } = props.remediation;
  return (
    <>
      {text}{' '}
      {link && (
        <Link href={link.url} color="info">
          {link.title}
        </Link>
      )}
    </>
  );
}
