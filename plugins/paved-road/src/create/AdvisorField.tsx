import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Flex } from '@backstage/ui';
import { ErrorAlert } from '../components/ErrorAlert';
import { ModelProvider } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import { AdvisorFieldProps } from './advisorFieldSchema';
import { LoadedAdvisorField } from './LoadedAdvisorField';

/** The advisor as a field of a template's form: its value is the profile of the workload. */
export function AdvisorField(props: AdvisorFieldProps) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <ModelProvider
        renderUnavailable={(error, retry) => (
          <>
            <ErrorAlert
              error={error}
              title={t('create.unavailable')}
              onRetry={retry}
            />
            <Alert
              icon
              status="info"
              description={t('create.unavailableConsequence')}
            />
          </>
        )}
      >
        <LoadedAdvisorField {...props} />
      </ModelProvider>
    </Flex>
  );
}
