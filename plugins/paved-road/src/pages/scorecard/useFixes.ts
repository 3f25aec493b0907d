import { ANNOTATION_SOURCE_LOCATION } from '@backstage/catalog-model';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  Assessment,
  assessmentEditPermission,
  CheckResult,
} from '@paved-road/plugin-paved-road-common';
import { answeredShare } from '@paved-road/plugin-paved-road-common/advisor';
import { useCountingAssessment } from '../../data/assessments/useCountingAssessment';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useTemplateLink } from '../../data/links/useTemplateLink';
import { checkResultTexts } from '../../features/checks/texts';
import { formatShare } from '../../ui/formats';
import { useTexts } from '../../ui/texts/useTexts';
import { scorecardTexts } from './texts';

/** A fix of a check inside the portal: a link or a dialog. */
export type CheckFix = {
  label: string;
  /** The cause, if it is more precise than the result. */
  reason?: string;
} & (
  | { href: string }
  | { dialog: 'set-source-location' }
  | { dialog: 'record'; assessmentId: string }
);

/** Finds the fix of a check inside the portal; undefined if there is none. */
export function useFixes(
  entityRef: string,
): (result: CheckResult) => CheckFix | undefined {
  const t = useTexts(scorecardTexts, checkResultTexts);
  const templateLink = useTemplateLink();
  const links = useEntityLinks();
  const { allowed } = usePermission({
    permission: assessmentEditPermission,
    resourceRef: entityRef,
  });
  const { value } = useCountingAssessment(entityRef);
  return result => {
    if (result.state === 'unknown') {
      return result.reason.includes(ANNOTATION_SOURCE_LOCATION)
        ? { label: t('scorecard.fixes.source'), dialog: 'set-source-location' }
        : undefined;
    }
    if (result.state !== 'fail') {
      return undefined;
    }
    const { template, action } = result.remediation;
    if (template && templateLink) {
      return {
        label: t('scorecard.runTemplate'),
        href: templateLink(template.ref, template.values),
      };
    }
    if (action === 'set-source-location') {
      return { label: t('scorecard.fixes.source'), dialog: action };
    }
    if (!action || !value) {
      return undefined;
    }
    const { counting } = value;
    return action === 'export-record' && counting
      ? {
          label: t('scorecard.fixes.record'),
          dialog: 'record',
          assessmentId: counting.id,
        }
      : findAssessmentFix(counting);
  };

  function findAssessmentFix(
    counting: Assessment | undefined,
  ): CheckFix | undefined {
    const tab = links.architecture(entityRef);
    if (allowed && counting?.status === 'draft') {
      return {
        label: t('scorecard.fixes.continue'),
        href: `${tab}?assessment=${counting.id}&view=edit`,
        reason: t('scorecard.row.answered', {
          share: formatShare(answeredShare(counting.advice)),
        }),
      };
    }
    if (counting?.status === 'submitted') {
      return {
        label: t('scorecard.fixes.open'),
        href: tab,
        reason: t('scorecard.row.submitted'),
      };
    }
    const isOver =
      counting?.status === 'rejected' || (counting?.stale.length ?? 0) > 0;
    if (allowed && (!counting || isOver)) {
      return {
        label: t(
          counting ? 'scorecard.fixes.reassess' : 'scorecard.fixes.assess',
        ),
        // Measurements are the reason, so the new assessment starts from them.
        href: counting?.stale.includes('measured')
          ? `${tab}?view=assess&values=measured`
          : `${tab}?view=assess`,
      };
    }
    return counting && { label: t('scorecard.fixes.open'), href: tab };
  }
}
