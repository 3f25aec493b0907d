import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Button,
  Flex,
  Text,
} from '@backstage/ui';
import { ActiveRulePack } from '@paved-road/plugin-paved-road-common';
import { RiMedalLine } from '@remixicon/react';
import { CodeBlock } from '../../components/Code';
import { DescriptionList } from '../../components/DescriptionList';
import { formatDateTime } from '../../components/formats';
import { Section } from '../../components/Section';
import { SourceText } from '../../components/SourceText';
import { StatusChip } from '../../components/StatusChip';
import { TimeAgo } from '../../components/TimeAgo';
import { pavedRoadTranslationRef } from '../../translation';
import { CheckDefinitions } from './CheckDefinitions';
import { filterText } from './filterText';
import styles from './RulePackSection.module.css';

/** An active rule pack: where it comes from, what it applies to, and its checks by track. */
export function RulePackSection(props: {
  pack: ActiveRulePack;
  /** Begins another version of it; absent for those who may not try one. */
  onEdit?: () => void;
}) {
  const { metadata, spec } = props.pack;
  const { onEdit } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section
      headingLevel="h2"
      title={metadata.title}
      actions={
        <Flex align="center" gap="3" className={styles.actions}>
          <Text as="span" color="secondary">
            {t('rules.checks', { count: spec.checks.length })}
          </Text>
          {onEdit && (
            <Button size="small" variant="secondary" onPress={onEdit}>
              {t('rules.trial.edit')}
            </Button>
          )}
        </Flex>
      }
    >
      <Flex direction="column" gap="4">
        {metadata.description && <Text as="p">{metadata.description}</Text>}
        <PackStatus pack={props.pack} />
        <PackLevels pack={props.pack} />
        <Flex direction="column" gap="2">
          {spec.tracks
            .map(track => ({
              track,
              checks: spec.checks.filter(check => check.track === track.id),
            }))
            .filter(({ checks }) => checks.length > 0)
            .map(({ track, checks }) => (
              <Accordion key={track.id}>
                <AccordionTrigger
                  level={3}
                  title={track.title}
                  subtitle={t('rules.checks', { count: checks.length })}
                />
                <AccordionPanel>
                  <CheckDefinitions checks={checks} levels={spec.levels} />
                </AccordionPanel>
              </Accordion>
            ))}
        </Flex>
      </Flex>
    </Section>
  );
}

function PackStatus(props: { pack: ActiveRulePack }) {
  const { metadata, spec, status } = props.pack;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <>
      <DescriptionList
        items={[
          { label: t('rules.pack.name'), value: metadata.name },
          { label: t('rules.pack.version'), value: metadata.version },
          {
            label: t('rules.pack.origin'),
            value: t(`rules.origin.${status.origin}`),
          },
          {
            label: t('rules.pack.activeSince'),
            value: formatDateTime(status.activeSince),
          },
          {
            label: t('rules.pack.checkedAt'),
            value: <TimeAgo at={status.checkedAt} />,
          },
        ]}
      />
      <DescriptionList
        isStacked
        items={[
          {
            label: t('rules.pack.source'),
            value: <SourceText source={status.source} />,
          },
          {
            label: t('rules.pack.appliesTo'),
            value: <CodeBlock>{filterText(spec.filter)}</CodeBlock>,
          },
        ]}
      />
    </>
  );
}

function PackLevels(props: { pack: ActiveRulePack }) {
  const { levels, checks } = props.pack.spec;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <ol className={styles.levels} aria-label={t('rules.pack.levels')}>
      {levels.map(level => (
        <li key={level.id}>
          <StatusChip tone="info" icon={RiMedalLine}>
            {level.title}
          </StatusChip>{' '}
          <Text as="span" color="secondary" variant="body-small">
            {t('rules.checks', {
              count: checks.filter(check => check.level === level.id).length,
            })}
          </Text>
        </li>
      ))}
    </ol>
  );
}
