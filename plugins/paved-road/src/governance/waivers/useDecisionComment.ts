import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { waiverDecisionSchema } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import { needsReason, WaiverDecisionStep } from './decisions';

const { maxLength } = waiverDecisionSchema.shape.comment.unwrap();

/** The comment on a decision, and what is wrong with it once it was checked. */
export function useDecisionComment(step: WaiverDecisionStep) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [comment, setComment] = useState('');
  const [isChecked, setChecked] = useState(false);
  const content = comment.trim();

  function problemOfInput(): string | undefined {
    if (needsReason(step) && !content) {
      return t('waivers.decide.commentMissing');
    }
    return maxLength !== null && content.length > maxLength
      ? t('waivers.decide.commentLong', { count: maxLength })
      : undefined;
  }

  return {
    comment,
    setComment,
    problem: isChecked ? problemOfInput() : undefined,
    /** The comment without blanks around it, or undefined when something is wrong with it. */
    check: (): string | undefined => {
      setChecked(true);
      return problemOfInput() === undefined ? content : undefined;
    },
  };
}
