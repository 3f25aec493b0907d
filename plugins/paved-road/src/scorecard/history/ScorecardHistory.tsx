import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Scorecard } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { MoreButton } from '../../components/MoreButton';
import { pavedRoadTranslationRef } from '../../translation';
import { ChangeList } from './ChangeList';

/** How the scorecard of an entity changed, for those who ask. */
export function ScorecardHistory(props: { scorecard: Scorecard }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <MoreButton
        isExpanded={isOpen}
        more={t('scorecard.changes.show')}
        fewer={t('scorecard.changes.hide')}
        onChange={setOpen}
      />
      {isOpen && <ChangeList scorecard={props.scorecard} />}
    </div>
  );
}
