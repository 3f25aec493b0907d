import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Card, CardBody, Container, Grid, Text } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { ErrorAlert } from '../components/ErrorAlert';
import { Loading } from '../components/Loading';
import { pavedRoadTranslationRef } from '../translation';

export function PavedRoadContent() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const summary = useAsyncRetry(() => api.getScorecardsSummary('level'), [api]);
  if (summary.error) {
    return <ErrorAlert error={summary.error} onRetry={summary.retry} />;
  }
  if (!summary.value) {
    return <Loading />;
  }
  const { totals } = summary.value;
  return (
    <Container>
      <Grid.Root columns={{ initial: '2', md: '4' }}>
        <Card>
          <CardBody>
            <Text>{t('overview.assessed')}</Text>
            <Text variant="title-small">
              {t('overview.of', {
                part: String(totals.assessed),
                total: String(totals.entities),
              })}
            </Text>
          </CardBody>
        </Card>
      </Grid.Root>
    </Container>
  );
}
