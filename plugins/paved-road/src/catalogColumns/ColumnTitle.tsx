import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { pavedRoadTranslationRef } from '../translation';

/** The heading of a column, in the language of the person. */
export function ColumnTitle(props: { column: 'level' | 'pattern' }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return <>{t(`catalog.${props.column}`)}</>;
}
