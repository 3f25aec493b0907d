import { Flex, Link, Text } from '@backstage/ui';
import { RulePack, RulePackCheck } from '@paved-road/plugin-paved-road-common';
import { Row } from '../../ui/components/Layout';
import { Code, CodeBlock } from '../../ui/components/Code';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { formatNumber } from '../../ui/formats';
import { LevelBadge, RankedLevel } from '../../ui/levels';
import { rulesTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** The filter and expression of a check. */
export function CheckDefinition(props: {
  check: RulePackCheck;
  level?: RankedLevel;
}) {
  const { check, level } = props;
  const t = useTexts(rulesTexts);
  return (
    <Flex direction="column" gap="2">
      <Row>
        <Code>{check.id}</Code>
        <LevelBadge level={level} />
        <Text color="secondary" variant="body-small">
          {t('rules.check.weight', { weight: formatNumber(check.weight) })}
        </Text>
      </Row>
      <Text as="p">{check.description}</Text>
      <DescriptionList
        isStacked
        items={{
          [t('rules.check.expression')]: (
            <CodeBlock>{check.expression}</CodeBlock>
          ),
          [t('rules.check.appliesTo')]: check.filter && (
            <CodeBlock>{filterText(check.filter)}</CodeBlock>
          ),
          [t('rules.check.evidence')]:
            check.evidence.length > 0 &&
            check.evidence.map(({ name }) => name).join(', '),
          [t('rules.check.remediation')]: (
            <Remediation remediation={check.remediation} />
          ),
        }}
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

/** Formats a filter predicate as in a rule pack, on one line. */
export function filterText(filter: RulePack['spec']['filter']): string {
  return JSON.stringify(filter, undefined, 1).replace(/\n\s*/g, ' ');
}
