import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { AdviceRequest } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../api';
import { Dialog } from '../components/Dialog';
import { EntityField } from '../components/EntityField';
import { ErrorAlert } from '../components/ErrorAlert';
import { EntityOption } from '../components/useEntitySearch';
import { useEntityLinks } from '../components/useEntityLinks';
import { pavedRoadTranslationRef } from '../translation';

/** Makes the answers a draft of an entity that is chosen, and goes there. */
export function AttachDialog(props: {
  request: AdviceRequest;
  onClose: () => void;
}) {
  const { request, onClose } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const links = useEntityLinks();
  const navigate = useNavigate();
  const [entity, setEntity] = useState<EntityOption>();
  const [attaching, attach] = useAsyncFn(
    async ({ id: entityRef }: EntityOption) => {
      const { id } = await api.createAssessment(entityRef, request);
      const query = new URLSearchParams({ assessment: id });
      navigate(`${links.architecture(entityRef)}?${query}`);
    },
    [api, request, navigate, links],
  );
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{t('advisor.attach.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t('advisor.attach.explanation')}</Text>
          <EntityField
            label={t('advisor.attach.entity')}
            value={entity}
            onChange={setEntity}
          />
          {attaching.error && (
            <ErrorAlert
              error={attaching.error}
              title={t('advisor.attach.failed')}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          isDisabled={!entity}
          isPending={attaching.loading}
          onPress={() => entity && attach(entity)}
        >
          {t('advisor.attach.confirm')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
