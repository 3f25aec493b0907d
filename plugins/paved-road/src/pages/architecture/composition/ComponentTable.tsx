import { Flex, Link, Text } from '@backstage/ui';
import { SystemComponent } from '@paved-road/plugin-paved-road-common';
import { DataColumn, DataTable } from '../../../ui/components/DataTable';
import { formatUsd } from '../../../ui/formats';
import { LevelBadge, RankedLevel } from '../../../ui/levels';
import { useTitles } from '../../../ui/model';
import { PatternTitle, PlacementTitle } from '../../../ui/patterns';
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
    {
      id: 'component',
      label: t('composition.component'),
      cell: ({ entityRef, title }) => (
        <Link href={links.architecture(entityRef)} weight="bold">
          {title}
        </Link>
      ),
    },
    {
      id: 'pattern',
      label: t('composition.pattern'),
      cell: ({ assessment }) =>
        assessment && (
          <Flex direction="column" gap="1">
            <PatternTitle pattern={assessment.pattern} />
            {assessment.placement && (
              <PlacementTitle placement={assessment.placement} />
            )}
          </Flex>
        ),
    },
    {
      id: 'status',
      label: t('composition.status'),
      cell: ({ assessment, entityRef, title }) =>
        assessment ? (
          <Flex direction="column" gap="1">
            <StatusOfAssessment status={assessment.status} />
            <StandingBadge standing={assessment.standing} />
          </Flex>
        ) : (
          <Flex gap="2" align="center">
            <Text as="span" color="secondary">
              {t('composition.notAssessed')}
            </Text>
            <Link
              href={`${links.architecture(entityRef)}?view=assess`}
              aria-label={t('composition.assess', { component: title })}
            >
              {t('composition.assessShort')}
            </Link>
          </Flex>
        ),
    },
    {
      id: 'level',
      label: t('composition.level'),
      cell: ({ entityRef }) => {
        const level = levelOf(entityRef);
        return level && <LevelBadge level={level} />;
      },
    },
    {
      id: 'stage',
      label: t('composition.stage'),
      cell: ({ assessment }) => assessment && titles.stage(assessment.stage),
    },
    {
      id: 'cost',
      label: t('composition.cost'),
      align: 'end',
      cell: ({ assessment }) =>
        assessment?.monthly && formatUsd(assessment.monthly.mid),
    },
  ];
}
