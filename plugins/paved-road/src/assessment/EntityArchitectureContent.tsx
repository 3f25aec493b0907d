import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, Text } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { ErrorAlert } from '../components/ErrorAlert';
import { Loading } from '../components/Loading';
import { pavedRoadTranslationRef } from '../translation';

export function EntityArchitectureContent() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { entity } = useEntity();
  const api = useApi(pavedRoadApiRef);
  const entityRef = stringifyEntityRef(entity);
  const assessments = useAsyncRetry(
    () => api.getEntityAssessments(entityRef),
    [api, entityRef],
  );
  if (assessments.error) {
    return <ErrorAlert error={assessments.error} onRetry={assessments.retry} />;
  }
  if (!assessments.value) {
    return <Loading />;
  }
  return (
    <Card>
      <CardBody>
        <Text as="h2" variant="title-small">
          {assessments.value.items[0]?.advice.recommendation.text ??
            t('empty.title')}
        </Text>
      </CardBody>
    </Card>
  );
}
