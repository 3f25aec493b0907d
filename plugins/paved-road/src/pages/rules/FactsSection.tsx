import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { FactDescription } from '@paved-road/plugin-paved-road-common';
import { PlainList, Row } from '../../ui/components/Layout';
import { Folded } from '../../ui/components/Folded';
import { Code, CodeBlock } from '../../ui/components/Code';
import { formatDuration } from '../../ui/formats';
import { rulesTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Facts that expressions can read, with name, schema and freshness. */
export function FactsSection(props: { facts: FactDescription[] }) {
  const { facts } = props;
  const t = useTexts(rulesTexts);
  return (
    <Folded title={t('rules.facts.title')}>
      {facts.length === 0 ? (
        <Text as="p">{t('rules.facts.none')}</Text>
      ) : (
        <PlainList gap="5">
          {facts.map(fact => (
            <li key={fact.name}>
              <Fact fact={fact} />
            </li>
          ))}
        </PlainList>
      )}
    </Folded>
  );
}

function Fact(props: { fact: FactDescription }) {
  const { name, title, description, schema } = props.fact;
  const t = useTexts(rulesTexts);
  return (
    <Flex direction="column" gap="2">
      <Row>
        <Text weight="bold">{title}</Text>
        <Code>{`facts.${name}`}</Code>
        <Text color="secondary" variant="body-small">
          <Origin fact={props.fact} />
        </Text>
      </Row>
      <Text as="p">{description}</Text>
      <Accordion>
        <AccordionTrigger level={3} title={t('rules.facts.schema')} />
        <AccordionPanel>
          <CodeBlock>{JSON.stringify(schema, undefined, 2)}</CodeBlock>
        </AccordionPanel>
      </Accordion>
    </Flex>
  );
}

function Origin(props: { fact: FactDescription }) {
  const { fact } = props;
  const t = useTexts(rulesTexts);
  if (fact.origin === 'collected') {
    const duration = formatDuration(fact.freshness);
    return (
      <>
        {t('rules.facts.freshness', { duration })}
        {' · '}
        {t(`rules.facts.cost.${fact.cost}`)}
      </>
    );
  }
  return fact.expiresAfter
    ? t('rules.facts.expiresAfter', {
        duration: formatDuration(fact.expiresAfter),
      })
    : t('rules.facts.pushed');
}
