import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import { JsonObject } from '@backstage/types';
import {
  Assessment,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import {
  templateFormData,
  usePatternTemplates,
  useTemplateLink,
} from '../../data/links/useTemplateLink';
import { useTitles } from '../../ui/model';
import { assessmentTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { toPatternAnswer } from '../../features/decision/answer';

/** Long URLs are truncated; the form asks for a longer rationale again. */
const longestRationale = 2_000;

/** A prefilled template for the decision. */
export interface TemplateStart {
  href: string;
  text: string;
}

/** Templates for the decision; none for entities made from a template or in production. */
export function useTemplateStart(
  entity: Entity,
  assessment: Assessment,
  mayEdit: boolean,
): TemplateStart[] {
  const { status, advice } = assessment;
  const t = useTexts(assessmentTexts);
  const titles = useTitles();
  const templateLink = useTemplateLink();
  const isOpen = status === 'draft' || status === 'submitted';
  const isBuilt =
    entity.metadata.annotations?.[pavedRoadAnnotations.template] !==
      undefined || entity.spec?.lifecycle === 'production';
  const answer = toPatternAnswer(assessment);
  const isOffered =
    !isBuilt &&
    answer.kind !== 'open' &&
    (status === 'approved' || (isOpen && mayEdit));
  const templates = usePatternTemplates(isOffered ? answer.core : undefined);
  if (!isOffered || !templateLink) {
    return [];
  }
  const background =
    answer.pattern === 'hybrid'
      ? (advice.recommendation.background ?? 'serverless')
      : undefined;
  return (templates.value ?? []).map(template => {
    const { name, title = name } = template.metadata;
    return {
      href: templateLink(
        stringifyEntityRef(template),
        templateFormData(template, formValues(entity, assessment)),
      ),
      text: background
        ? t('templateStart.hybrid', {
            template: title,
            background: titles.pattern(background),
          })
        : t('template.start', { template: title }),
    };
  });
}

/** Known values of the new service; the person chooses its name. */
function formValues(
  entity: Entity,
  { profile, decision }: Assessment,
): JsonObject {
  const findRelatedRef = (type: string, kind?: string) => {
    const [found] = getEntityRelations(
      entity,
      type,
      kind ? { kind } : undefined,
    );
    return found && stringifyEntityRef(found);
  };
  const { rationale } = decision ?? {};
  return {
    profile,
    rationale:
      rationale && rationale.length <= longestRationale ? rationale : undefined,
    owner: findRelatedRef(RELATION_OWNED_BY),
    system:
      entity.kind === 'System'
        ? stringifyEntityRef(entity)
        : findRelatedRef(RELATION_PART_OF, 'system'),
    description: entity.metadata.description,
  };
}
