import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import { RiArrowLeftLine } from '@remixicon/react';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { CheckDefinition } from '../rules/CheckDefinitions';
import { CheckResults } from './CheckResults';
import styles from './CheckView.module.css';
import { FleetCheck, FleetChecks, titleOf } from './fleetChecks';
import { useChecksLink } from './useChecksLink';
import { useChecksQuery } from './useChecksQuery';

/** One check: what it says, and how it stands with the services. */
export function CheckView(props: { id: string; fleet: FleetChecks }) {
  const { id, fleet } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { query } = useChecksQuery();
  const checksLink = useChecksLink();
  const check = fleet.checks.find(candidate => candidate.id === id);
  return (
    <Flex direction="column" gap="4">
      <Link
        href={checksLink({ ...query, check: undefined, state: undefined })}
        className={styles.back}
      >
        <RiArrowLeftLine size={16} aria-hidden />
        {t('checks.back')}
      </Link>
      {check ? (
        <>
          <Definition check={check} levels={fleet.levels} />
          <CheckResults check={check} levels={fleet.levels} />
        </>
      ) : (
        <Alert
          role="alert"
          icon
          status="warning"
          title={t('checks.unknownCheck', { id })}
          description={t('checks.unknownCheckHelp')}
        />
      )}
    </Flex>
  );
}

function Definition(props: {
  check: FleetCheck;
  levels: FleetChecks['levels'];
}) {
  const { check, levels } = props;
  const { title, rule } = check;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Section headingLevel="h2" title={title}>
      {rule ? (
        <Flex direction="column" gap="3">
          <CheckDefinition
            isTitled
            check={rule.definition}
            levelTitle={titleOf(levels, rule.definition.level)}
          />
          <Text as="p" color="secondary" variant="body-small">
            {t('checks.from', { pack: rule.pack.metadata.title })}
          </Text>
        </Flex>
      ) : (
        <Text as="p">{t('checks.gone')}</Text>
      )}
    </Section>
  );
}
