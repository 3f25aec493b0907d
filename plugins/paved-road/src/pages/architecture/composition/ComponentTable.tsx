import { Flex, Link, Text } from '@backstage/ui';
import { SystemComponent } from '@paved-road/plugin-paved-road-common';
import {
  column,
  DataColumn,
  DataTable,
  numberColumn,
} from '../../../ui/components/DataTable';
import { formatUsd } from '../../../ui/formats';
import { LevelBadge, RankedLevel } from '../../../ui/levels';
import { useTitles } from '../../../ui/model';
import { SubjectTitle } from '../../../ui/patterns';
import { compositionTexts } from './texts';
import { useTexts } from '../../../ui/texts/useTexts';
import { StatusOfAssessment } from '../../../features/decision/AssessmentStatusChips';
import { StandingBadge } from '../../../features/decision/StandingBadge';
import { useEntityLinks } from '../../../data/links/useEntityLinks';

/** The components of a system with their current assessment, or a link to create the first one. */
export function ComponentTable(props: {
  components: SystemComponent[];
  /** Finds the level of a component, if it has a scorecard. */
  levelOf: (entityRef: string) => RankedLevel | undefined;
}) {
  const t = useTexts(compositionTexts);
  return (
    <DataTable
      label={t('composition.components')}
      columns={useColumns(props.levelOf)}
      rows={props.components}
      getKey={({ entityRef }) => entityRef}
      isCompact
    />
  );
}

function useColumns(
  levelOf: (entityRef: string) => RankedLevel | undefined,
): DataColumn<SystemComponent>[] {
  const t = useTexts(compositionTexts);
  const titles = useTitles();
  const links = useEntityLinks();
  return [
    column('component', t('composition.component'), ({ entityRef, title }) => (
      <Link href={links.architecture(entityRef)} weight="bold">
        {title}
      </Link>
    )),
    column(
      'pattern',
      t('composition.pattern'),
      ({ assessment }) =>
        assessment && (
          <Flex direction="column" gap="1">
            <SubjectTitle subject={assessment.pattern} />
            {assessment.placement && (
              <SubjectTitle subject={assessment.placement} />
            )}
          </Flex>
        ),
    ),
    column(
      'status',
      t('composition.status'),
      ({ assessment, entityRef, title }) =>
        assessment ? (
          <Flex direction="column" gap="1">
            <StatusOfAssessment status={assessment.status} />
            <StandingBadge standing={assessment.standing} />
          </Flex>
        ) : (
          <Flex gap="2" align="center">
            <Text color="secondary">{t('composition.notAssessed')}</Text>
            <Link
              href={`${links.architecture(entityRef)}?view=assess`}
              aria-label={t('composition.assess', { component: title })}
            >
              {t('composition.assessShort')}
            </Link>
          </Flex>
        ),
    ),
    column('level', t('composition.level'), ({ entityRef }) => {
      const level = levelOf(entityRef);
      return level && <LevelBadge level={level} />;
    }),
    column(
      'stage',
      t('composition.stage'),
      ({ assessment }) => assessment && titles.stage(assessment.stage),
    ),
    numberColumn(
      'cost',
      t('composition.cost'),
      ({ assessment }) =>
        assessment?.monthly && formatUsd(assessment.monthly.mid),
    ),
  ];
}
