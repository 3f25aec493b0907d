import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ResponseError } from '@backstage/errors';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { pavedRoadTranslationRef } from '../../translation';
import { BadgeDialog } from './BadgeDialog';

/** Offers the badge of an entity, where the portal has badges. */
export function BadgeAction(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const [isOpen, setOpen] = useState(false);
  const badge = useAsyncRetry(() => api.getBadge(entityRef), [api, entityRef]);
  const isOffered = badge.value ?? (badge.error && !isMissing(badge.error));
  if (!isOffered && !isOpen) {
    return null;
  }
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t('scorecard.badge.add')}
      </Button>
      {isOpen && <BadgeDialog badge={badge} onClose={() => setOpen(false)} />}
    </>
  );
}

function isMissing(error: Error): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}
