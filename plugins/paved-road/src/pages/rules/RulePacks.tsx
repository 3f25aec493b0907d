import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import {
  ActiveRulePack,
  ActiveRules,
  RulePackChange,
} from '@paved-road/plugin-paved-road-common';
import { describeFilter } from '@paved-road/plugin-paved-road-common/rules';
import { ReactNode } from 'react';
import { BulletList, PlainList } from '../../ui/components/Layout';
import { CodeBlock } from '../../ui/components/Code';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { formatDateTime, formatNumber } from '../../ui/formats';
import { Section } from '../../ui/components/Section';
import { SourceText } from '../../ui/components/SourceText';
import { TimeAgo } from '../../ui/components/TimeAgo';
import { LevelBadge, rankedLevel } from '../../ui/levels';
import { rulesTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { SmallButton } from '../../ui/components/SmallButton';
import { filterText } from './CheckDefinition';

/** Active rule packs with source, filter and levels. */
export function RulePacks(props: {
  rules: ActiveRules;
  /** Previews another version of a pack; absent without permission. */
  onEdit?: (packName: string) => void;
}) {
  const { rules, onEdit } = props;
  const t = useTexts(rulesTexts);
  return (
    <Section headingLevel="h2" title={t('rules.packs')}>
      {rules.items.length === 0 && <Text as="p">{t('rules.none')}</Text>}
      {rules.items.map(pack => (
        <Accordion key={pack.metadata.name}>
          <AccordionTrigger
            level={3}
            title={pack.metadata.title}
            subtitle={t(
              pack.status.changes
                ? 'rules.pack.changedSubtitle'
                : 'rules.pack.subtitle',
              {
                version: pack.metadata.version,
                checks: t('rules.checks', { count: pack.spec.checks.length }),
              },
            )}
          />
          <AccordionPanel>
            <Flex direction="column" gap="4">
              {pack.metadata.description && (
                <Text as="p">{pack.metadata.description}</Text>
              )}
              <PackStatus pack={pack} />
              <PackChanges pack={pack} />
              <PackLevels pack={pack} />
              {onEdit && (
                <div>
                  <SmallButton onPress={() => onEdit(pack.metadata.name)}>
                    {t('rules.editor.editPack', { pack: pack.metadata.title })}
                  </SmallButton>
                </div>
              )}
            </Flex>
          </AccordionPanel>
        </Accordion>
      ))}
    </Section>
  );
}

function PackStatus(props: { pack: ActiveRulePack }) {
  const { metadata, spec, status } = props.pack;
  const t = useTexts(rulesTexts);
  return (
    <>
      <DescriptionList
        items={{
          [t('rules.pack.name')]: metadata.name,
          [t('rules.pack.version')]: metadata.version,
          [t('rules.pack.origin')]: t(`rules.origin.${status.origin}`),
          [t('rules.pack.activeSince')]: formatDateTime(status.activeSince),
          [t('rules.pack.checkedAt')]: <TimeAgo at={status.checkedAt} />,
        }}
      />
      <DescriptionList
        isStacked
        items={{
          [t('rules.pack.source')]: <SourceText source={status.source} />,
          [t('rules.pack.appliesTo')]: (
            <CodeBlock>{filterText(spec.filter)}</CodeBlock>
          ),
        }}
      />
    </>
  );
}

/** Changes that the config of the portal makes to the pack. */
function PackChanges(props: { pack: ActiveRulePack }) {
  const { spec, status } = props.pack;
  const t = useTexts(rulesTexts);
  const levelTitle = (level: string) =>
    spec.levels.find(({ id }) => id === level)?.title ?? level;
  const describeChange = (change: RulePackChange) => {
    switch (change.kind) {
      case 'pack-filter':
        return t('rules.changes.packFilter', {
          from: describeFilter(change.from),
          to: describeFilter(spec.filter),
        });
      case 'level':
        return t('rules.changes.level', {
          check: change.title,
          from: levelTitle(change.from),
          to: levelTitle(change.to),
        });
      case 'weight':
        return t('rules.changes.weight', {
          check: change.title,
          from: formatNumber(change.from),
          to: formatNumber(change.to),
        });
      case 'filter':
        return t('rules.changes.filter', {
          check: change.title,
          to: describeFilter(change.to),
        });
      default:
        return t('rules.changes.off', { check: change.title });
    }
  };
  return (
    status.changes && (
      <DescriptionList
        isStacked
        items={{
          [t('rules.changes.title')]: (
            <BulletList>
              {status.changes.map(change => (
                <li key={`${change.kind} ${describeChange(change)}`}>
                  {describeChange(change)}
                </li>
              ))}
            </BulletList>
          ),
        }}
      />
    )
  );
}

function PackLevels(props: { pack: ActiveRulePack }) {
  const { levels, checks } = props.pack.spec;
  const t = useTexts(rulesTexts);
  return (
    <PlainList isRow aria-label={t('rules.pack.levels')}>
      {levels.map(level => (
        <li key={level.id}>
          <LevelBadge level={rankedLevel(levels, level.id)} />{' '}
          <Text color="secondary" variant="body-small">
            {t('rules.checks', {
              count: checks.filter(check => check.level === level.id).length,
            })}
          </Text>
        </li>
      ))}
    </PlainList>
  );
}

/** Warns about sources whose newest content is not active. */
export function RulePackAlerts(props: { rules: ActiveRules }) {
  const { items, inactive } = props.rules;
  const t = useTexts(rulesTexts);
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
    <Notice
      role="note"
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
