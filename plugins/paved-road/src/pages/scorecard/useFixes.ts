import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  assessmentEditPermission,
  CheckResult,
} from '@paved-road/plugin-paved-road-common';
import { answeredShare } from '@paved-road/plugin-paved-road-common/advisor';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../../data/api';
import { formatShare } from '../../ui/formats';
import { useCountingAssessment } from '../../data/assessments/useCountingAssessment';
import { useEntityLinks } from '../../data/links/useEntityLinks';
import { useTemplateLink } from '../../data/links/useTemplateLink';
import { scorecardTexts } from './texts';
import { checkResultTexts } from '../../features/checks/texts';
import { useTexts } from '../../ui/texts/useTexts';

/** A link to the fix of a check. */
export interface CheckFix {
  label: string;
  /** Accessible label including the check. */
  description: string;
  href: string;
  /** Whether the link leads to an action in the portal, not to documentation. */
  isHere: boolean;
  /** Additional reason for the state, if known. */
  reason?: string;
}

/** The fix of a check: a template, an action on the assessment, or a link to docs. */
export function useFixes(
  entityRef: string,
): (result: CheckResult) => CheckFix | undefined {
  const t = useTexts(scorecardTexts, checkResultTexts);
  const api = useApi(pavedRoadApiRef);
  const templateLink = useTemplateLink();
  const assessmentFix = useAssessmentFix(entityRef);
  const { value: rules } = useAsync(() => api.getRules(), [api]);
  const expressions = new Map(
    rules?.items.flatMap(({ spec }) =>
      spec.checks.map(({ id, expression }) => [id, expression] as const),
    ),
  );
  return result => {
    if (result.state !== 'fail') {
      return undefined;
    }
    const { title: check, remediation } = result;
    const { template, link } = remediation;
    const describe = (fix: string) => t('scorecard.fixes.of', { fix, check });
    if (template && templateLink) {
      const label = t('scorecard.runTemplate');
      return {
        label,
        description: describe(label),
        href: templateLink(template.ref, template.values),
        isHere: true,
      };
    }
    if (
      assessmentFix &&
      /\bassessment\b/.test(expressions.get(result.checkId) ?? '')
    ) {
      return { ...assessmentFix, description: describe(assessmentFix.label) };
    }
    return (
      link && {
        label: t('scorecard.fixes.read'),
        description: t('scorecard.fixes.readOf', { check, title: link.title }),
        href: link.url,
        isHere: false,
      }
    );
  };
}

/** Next action on the assessment of an entity; undefined if none is allowed. */
function useAssessmentFix(
  entityRef: string,
): Omit<CheckFix, 'description'> | undefined {
  const t = useTexts(scorecardTexts);
  const links = useEntityLinks();
  const { allowed } = usePermission({
    permission: assessmentEditPermission,
    resourceRef: entityRef,
  });
  const { value } = useCountingAssessment(entityRef);
  if (!value) {
    return undefined;
  }
  const { counting } = value;
  const tab = links.architecture(entityRef);
  if (allowed && counting?.status === 'draft') {
    return {
      label: t('scorecard.fixes.continue'),
      href: `${tab}?assessment=${counting.id}&view=edit`,
      isHere: true,
      reason: t('scorecard.row.answered', {
        share: formatShare(answeredShare(counting.advice)),
      }),
    };
  }
  if (counting?.status === 'submitted') {
    return {
      label: t('scorecard.fixes.open'),
      href: tab,
      isHere: true,
      reason: t('scorecard.row.submitted'),
    };
  }
  if (allowed && (!counting || counting.stale.length > 0)) {
    return {
      label: t(
        counting ? 'scorecard.fixes.reassess' : 'scorecard.fixes.assess',
      ),
      // Measurements are the reason, so the new assessment starts from them.
      href: counting?.stale.includes('measured')
        ? `${tab}?view=assess&values=measured`
        : `${tab}?view=assess`,
      isHere: true,
    };
  }
  return (
    counting && { label: t('scorecard.fixes.open'), href: tab, isHere: true }
  );
}
