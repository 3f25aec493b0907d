import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import {
  AssessmentStatus,
  AssessmentSummary,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../api';
import { AssessmentStatusChips } from '../../assessment/AssessmentStatusChips';
import { AsyncView } from '../../components/AsyncView';
import { DataColumn, DataTable } from '../../components/DataTable';
import { Section } from '../../components/Section';
import { TimeAgo } from '../../components/TimeAgo';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { Pages } from '../Pages';
import { useEntityLinks } from '../../components/useEntityLinks';
import { useFleetData } from '../useFleetData';
import { usePageCursors } from '../usePageCursors';
import styles from './AssessmentList.module.css';
import { OrphanedAssessment } from './OrphanedAssessment';

const PAGE_SIZE = 20;

/** The assessments in a status, page by page, each a way to the entity that it is about. */
export function AssessmentList(props: {
  /** Tells this list from others on the page. */
  id: string;
  status: AssessmentStatus;
  /** Only those that should be looked at again. */
  stale?: boolean;
  /** Only those that differ from the recommendation. */
  overridden?: boolean;
  /** Entity reference. */
  owner?: string;
  title: string;
  explanation: string;
  emptyText: string;
}) {
  const { id, status, stale, overridden, owner, title } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const cursors = usePageCursors(id);
  const columns = useColumns();
  const page = useFleetData(
    () =>
      api.listAssessments({
        status,
        stale,
        overridden,
        owner,
        limit: PAGE_SIZE,
        cursor: cursors.cursor,
      }),
    [api, status, stale, overridden, owner, cursors.cursor],
  );
  return (
    <Section
      headingLevel="h2"
      title={title}
      actions={
        <Text as="p">
          {page.value && t('decisions.found', { count: page.value.totalItems })}
        </Text>
      }
    >
      <AsyncView state={page}>
        {(assessments, isStale) =>
          assessments.totalItems === 0 ? (
            <Text as="p">
              {owner === undefined
                ? props.emptyText
                : t('decisions.noneOfOwner')}
            </Text>
          ) : (
            <>
              <Text as="p" color="secondary">
                {props.explanation}
              </Text>
              <DataTable
                label={title}
                columns={columns}
                rows={assessments.items}
                getKey={assessment => assessment.id}
                isStale={isStale}
              />
              <Pages
                page={assessments}
                cursors={cursors}
                pageSize={PAGE_SIZE}
              />
            </>
          )
        }
      </AsyncView>
    </Section>
  );
}

function useColumns(): DataColumn<AssessmentSummary>[] {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const links = useEntityLinks();
  return [
    {
      id: 'service',
      label: t('decisions.column.service'),
      cell: assessment =>
        assessment.orphaned ? (
          <OrphanedAssessment assessment={assessment} />
        ) : (
          <Link
            href={links.architecture(assessment.entityRef)}
            weight="bold"
            className={styles.name}
          >
            {assessment.entityTitle}
          </Link>
        ),
    },
    {
      id: 'owner',
      label: t('decisions.column.owner'),
      cell: ({ owner }) =>
        owner && <EntityRefLink entityRef={owner} defaultKind="group" />,
    },
    {
      id: 'pattern',
      label: t('decisions.column.pattern'),
      cell: ({ pattern, recommendedPattern }) => (
        <Flex direction="column" gap="0.5">
          <Text as="span">{titles.pattern(pattern)}</Text>
          {pattern !== recommendedPattern && (
            <Text as="span" variant="body-small">
              {t('decisions.recommended', {
                pattern: titles.pattern(recommendedPattern),
              })}
            </Text>
          )}
        </Flex>
      ),
    },
    {
      id: 'author',
      label: t('decisions.column.author'),
      cell: ({ author }) => (
        <EntityRefLink entityRef={author} defaultKind="user" />
      ),
    },
    {
      id: 'changed',
      label: t('decisions.column.changed'),
      cell: ({ updatedAt }) => <TimeAgo at={updatedAt} />,
    },
    {
      id: 'status',
      label: t('decisions.column.status'),
      cell: assessment => (
        <Flex gap="1" className={styles.chips}>
          <AssessmentStatusChips assessment={assessment} />
        </Flex>
      ),
    },
  ];
}
