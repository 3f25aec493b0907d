import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Change } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { CompareRow } from './CompareTable';

/** Makes rows of a comparison; a change that is too small to be read is none to the reader. */
export function useRow() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return <T>(
    id: string,
    label: string,
    change: Change<T | undefined>,
    format: (value: T) => string,
    whenAbsent: string = t('compare.unknown'),
  ): CompareRow => {
    const show = (value: T | undefined) =>
      value === undefined ? whenAbsent : format(value);
    const before = show(change.before);
    const after = show(change.after);
    return {
      id,
      label,
      before,
      after,
      changed: change.changed && before !== after,
    };
  };
}
