import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { getEntityRelations } from '@backstage/plugin-catalog-react';
import { JsonObject } from '@backstage/types';
import {
  Assessment,
  coreOf,
  pavedRoadAnnotations,
} from '@paved-road/plugin-paved-road-common';
import { TemplateLinks } from '../create';
import { pavedRoadTranslationRef } from '../translation';
import { patternOf } from './patternOf';

/** Addresses are cut off where they are too long; a longer rationale is asked for again if it is needed. */
const longestRationale = 2_000;

/** Leads from what is decided to the template for it, unless the entity was made from one already. */
export function TemplateStart(props: {
  entity: Entity;
  assessment: Assessment;
  mayEdit: boolean;
}) {
  const { entity, assessment, mayEdit } = props;
  const { status, advice } = assessment;
  const { recommendation, ranking } = advice;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const isOpen = status === 'draft' || status === 'submitted';
  const isGenerated =
    entity.metadata.annotations?.[pavedRoadAnnotations.template] !== undefined;
  if (isGenerated || !(status === 'approved' || (isOpen && mayEdit))) {
    return null;
  }
  const pattern = patternOf(assessment);
  if (!pattern) {
    return null;
  }
  return (
    <TemplateLinks
      pattern={coreOf(pattern, recommendation, ranking)}
      background={
        pattern === 'hybrid'
          ? (recommendation.background ?? 'serverless')
          : undefined
      }
      values={formValues(entity, assessment)}
      text={template => t('template.start', { template })}
      variant="secondary"
      align="end"
      isOptional
    />
  );
}

/** What is known of the service to make; its name is for the person to choose. */
function formValues(
  entity: Entity,
  { profile, decision }: Assessment,
): JsonObject {
  const refOf = (type: string, kind?: string) => {
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
    owner: refOf(RELATION_OWNED_BY),
    system:
      entity.kind === 'System'
        ? stringifyEntityRef(entity)
        : refOf(RELATION_PART_OF, 'system'),
    description: entity.metadata.description,
  };
}
