import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { changeCauses, TrendPoint } from '@paved-road/plugin-paved-road-common';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';

/** What happened on a day, in words. */
export function useTrendTexts() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const causes = (day: TrendPoint): string =>
    changeCauses
      .filter(cause => day.causes[cause])
      .map(cause =>
        t('overview.trend.cause', {
          cause: t(`overview.cause.${cause}`),
          count: day.causes[cause] ?? 0,
        }),
      )
      .join(', ');
  const moves = (day: TrendPoint): string =>
    day.raised === 0 && day.lowered === 0
      ? t('overview.trend.dayQuiet')
      : t('overview.trend.dayMoves', {
          raised: formatNumber(day.raised),
          lowered: formatNumber(day.lowered),
        });
  return { causes, moves };
}
