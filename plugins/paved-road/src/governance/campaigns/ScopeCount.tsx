import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import { CampaignScope } from '@paved-road/plugin-paved-road-common';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../../api';
import { ErrorAlert } from '../../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../../translation';

/** How many services a scope has now, and how many of them have work to do. */
export function ScopeCount(props: {
  scope: CampaignScope;
  targetLevel?: string;
  levelTitle: (level: string) => string;
}) {
  const { scope, targetLevel, levelTitle } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const { value, error } = useAsync(async () => {
    const pages = await Promise.all(
      [undefined, targetLevel].map(below =>
        api.listScorecards({ ...scope, below, limit: 1 }),
      ),
    );
    const [inScope, toGo] = pages.map(({ totalItems }) => totalItems);
    return { inScope, toGo };
  }, [api, scope, targetLevel]);
  if (error) {
    return <ErrorAlert error={error} title={t('campaigns.form.countFailed')} />;
  }
  return (
    <div role="status">
      {value?.inScope === 0 ? (
        <Alert
          icon
          status="warning"
          title={t('campaigns.form.noneInScope')}
          description={t('campaigns.form.noneInScopeHelp')}
        />
      ) : (
        <Text as="p">
          {value ? textOf(value) : t('campaigns.form.counting')}
        </Text>
      )}
    </div>
  );

  function textOf({ inScope, toGo }: { inScope: number; toGo: number }) {
    const inScopeText = t('campaigns.form.inScope', { count: inScope });
    return targetLevel === undefined
      ? `${inScopeText}.`
      : t('campaigns.form.counts', {
          inScope: inScopeText,
          toGo: t('campaigns.form.toGo', {
            count: toGo,
            level: levelTitle(targetLevel),
          }),
        });
  }
}
