import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { formatDate } from '../../ui/formats';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { reachedLevel } from '../../ui/levels';
import { useEntityScorecard } from '../../data/scorecards/ScorecardProvider';
import { assessmentTexts } from './texts';
import { levelsTexts } from '../../ui/levels/texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Author, date and validity of the decision, its triggers, and the level of the entity. */
export function Provenance(props: { assessment: Assessment }) {
  const { assessment } = props;
  const { reviewAt, decision } = assessment;
  const t = useTexts(assessmentTexts);
  const [trigger] = decision?.revisitTriggers ?? [];
  return (
    <>
      <Persons assessment={assessment} />
      {reviewAt && assessment.status === 'approved' && (
        <> · {t('header.review', { date: formatDate(reviewAt) })}</>
      )}
      {trigger && assessment.status !== 'rejected' && (
        <> · {t('header.trigger', { trigger: trigger.replace(/\.$/, '') })}</>
      )}
      <LevelLink />
    </>
  );
}

function Persons(props: { assessment: Assessment }) {
  const { assessment } = props;
  const t = useTexts(assessmentTexts);
  const author = <EntityRefLink entityRef={assessment.author} />;
  switch (assessment.status) {
    case 'draft':
      return t('header.drafted', {
        author,
        date: formatDate(assessment.updatedAt),
      });
    case 'submitted':
      return assessment.submitted.by === assessment.author
        ? t('header.draftedAndSubmitted', {
            author,
            date: formatDate(assessment.submitted.at),
          })
        : t('header.submitted', {
            author,
            submitter: <EntityRefLink entityRef={assessment.submitted.by} />,
            date: formatDate(assessment.submitted.at),
          });
    default:
      return t(
        assessment.status === 'rejected'
          ? 'header.rejected'
          : 'header.approved',
        {
          author,
          reviewer: <EntityRefLink entityRef={assessment.review.by} />,
          date: formatDate(assessment.review.at),
        },
      );
  }
}

/** The level of the entity, with a link to its scorecard. */
function LevelLink() {
  const { scorecard, entityRef } = useEntityScorecard();
  const links = useEntityLinks();
  const t = useTexts(assessmentTexts, levelsTexts);
  return (
    scorecard &&
    scorecard.results.length > 0 && (
      <>
        {' · '}
        <Link href={links.scorecard(entityRef)} variant="body-small">
          {t('header.scorecard', {
            level: reachedLevel(scorecard)?.title ?? t('scorecard.noLevel'),
          })}
        </Link>
      </>
    )
  );
}
