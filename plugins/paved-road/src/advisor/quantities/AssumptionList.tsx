import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { formatPrecise } from '../../components/formats';
import { MoreButton } from '../../components/MoreButton';
import { pavedRoadTranslationRef } from '../../translation';
import { AssumptionTable } from './AssumptionTable';

/** Every assumption behind the numbers; those that a person changed are named also while it is folded. */
export function AssumptionList(props: { assumptions: Advice['assumptions'] }) {
  const { assumptions } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isShown, setIsShown] = useState(false);
  const overridden = assumptions.filter(assumption => assumption.overridden);
  return (
    <div>
      {overridden.length > 0 && (
        <Text as="p" color="secondary" variant="body-small">
          {t('assumptions.changed', {
            assumptions: overridden
              .map(
                ({ title, value, unit }) =>
                  `${title} ${formatPrecise(value)} ${unit}`,
              )
              .join('; '),
          })}
        </Text>
      )}
      <MoreButton
        isExpanded={isShown}
        more={t('assumptions.title', { count: assumptions.length })}
        fewer={t('assumptions.hide')}
        onChange={setIsShown}
      />
      {isShown && <AssumptionTable assumptions={assumptions} />}
    </div>
  );
}
