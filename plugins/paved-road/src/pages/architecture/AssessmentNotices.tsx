import { EntityRefLink, EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Notice } from '../../ui/components/Notice';
import {
  Assessment,
  CatalogChange,
} from '@paved-road/plugin-paved-road-common';
import { formatDate } from '../../ui/formats';
import { useModel } from '../../ui/model';
import { assessmentTexts } from './texts';
import { compareTexts } from '../../features/compare/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './assessment.module.css';
import { useArchitectureView } from './useArchitectureView';
import { EntityAssessments } from '../../data/assessments/useEntityAssessments';
import { SmallButton } from '../../ui/components/SmallButton';
import { useOutcomeText } from '../../features/decision/answer';

/** Warnings about the assessment shown. */
export function AssessmentNotices(
  props: EntityAssessments & { shown: Assessment },
) {
  const { shown, assessments, counting } = props;
  return (
    <>
      <StaleNotice assessment={shown} />
      <OtherAssessmentNotice
        shown={shown}
        assessments={assessments}
        counting={counting}
      />
    </>
  );
}

/** Points to another assessment that is newer or current. */
function OtherAssessmentNotice(
  props: EntityAssessments & { shown: Assessment },
) {
  const { shown, assessments, counting } = props;
  const t = useTexts(assessmentTexts);
  const outcomeText = useOutcomeText();
  const [, show] = useArchitectureView();
  const newest = assessments[0];
  if (counting && shown.id !== counting.id) {
    return (
      <Notice
        role="note"
        status="info"
        title={t(
          counting.status === 'approved'
            ? 'notice.otherApproved'
            : 'notice.otherCounts',
          {
            pattern: outcomeText(counting),
            date: formatDate(counting.updatedAt),
          },
        )}
        customActions={
          <SmallButton onPress={() => show({})}>
            {t('notice.showCounting')}
          </SmallButton>
        }
      />
    );
  }
  if (newest && shown.id !== newest.id && newest.status !== 'superseded') {
    return (
      <Notice
        role="note"
        status="info"
        title={t(`notice.newer.${newest.status}`, {
          author: <EntityRefLink entityRef={newest.author} />,
          pattern: outcomeText(newest),
          date: formatDate(newest.updatedAt),
        })}
        customActions={
          <SmallButton onPress={() => show({ assessment: newest.id })}>
            {t('notice.showNewer')}
          </SmallButton>
        }
      />
    );
  }
  return null;
}

/** Explains why an assessment may be out of date and offers the fix; measurements have their own section. */
function StaleNotice(props: { assessment: Assessment }) {
  const { assessment } = props;
  const { id, stale } = assessment;
  const t = useTexts(assessmentTexts, compareTexts);
  const [, show] = useArchitectureView();
  if (stale.every(reason => reason === 'measured')) {
    return null;
  }
  return (
    <Notice
      role="note"
      title={t('staleNotice.title')}
      description={<StaleReasons assessment={assessment} />}
      customActions={
        stale.includes('model-version') && (
          <SmallButton
            onPress={() => show({ assessment: id, view: 'recompute' })}
          >
            {t('recompute.open')}
          </SmallButton>
        )
      }
    />
  );
}

function StaleReasons(props: { assessment: Assessment }) {
  const { stale, reviewAt, catalogChanges = [], advice } = props.assessment;
  const t = useTexts(assessmentTexts);
  const { modelVersion } = useModel();
  return (
    <ul className={styles.reasons}>
      {stale.includes('age') && (
        <li>
          {reviewAt
            ? t('staleNotice.age', { date: formatDate(reviewAt) })
            : t('staleNotice.ageUnknown')}
        </li>
      )}
      {stale.includes('model-version') && (
        <li>
          {t('staleNotice.model', {
            from: advice.modelVersion,
            to: modelVersion,
          })}
        </li>
      )}
      {stale.includes('catalog') && (
        <li>
          {t(
            catalogChanges.length > 0
              ? 'staleNotice.catalog'
              : 'staleNotice.catalogUnknown',
          )}{' '}
          <ul>
            {catalogChanges.map(change => (
              <CatalogChangeLines key={change.what} change={change} />
            ))}
          </ul>
        </li>
      )}
    </ul>
  );
}

function CatalogChangeLines(props: { change: CatalogChange }) {
  const { what, added, removed } = props.change;
  const t = useTexts(assessmentTexts);
  const show = (values: string[]) =>
    what === 'pattern' ? (
      <>{values.join(', ')}</>
    ) : (
      <EntityRefLinks entityRefs={values} />
    );
  return (
    <>
      {added.length > 0 && (
        <li>{t(`staleNotice.what.${what}.to`, { refs: show(added) })}</li>
      )}
      {removed.length > 0 && (
        <li>{t(`staleNotice.what.${what}.from`, { refs: show(removed) })}</li>
      )}
    </>
  );
}
