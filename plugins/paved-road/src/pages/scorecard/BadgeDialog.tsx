import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  Button,
  ButtonIcon,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Menu,
  MenuItem,
  MenuTrigger,
  Text,
} from '@backstage/ui';
import { Badge } from '@paved-road/plugin-paved-road-common';
import { RiMore2Line } from '@remixicon/react';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../data/api';
import { AsyncView } from '../../ui/components/AsyncView';
import { CodeBlock } from '../../ui/components/Code';
import { DescriptionList } from '../../ui/components/DescriptionList';
import { Dialog } from '../../ui/components/Dialog';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { scorecardTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Menu with the badge, if the portal has badges. */
export function BadgeMenu(props: { entityRef: string }) {
  const { entityRef } = props;
  const t = useTexts(scorecardTexts);
  const api = useApi(pavedRoadApiRef);
  const [isOpen, setOpen] = useState(false);
  const badge = useAsyncRetry(() => api.getBadge(entityRef), [api, entityRef]);
  const isOffered = badge.value ?? (badge.error && !isMissing(badge.error));
  if (!isOffered && !isOpen) {
    return null;
  }
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          size="small"
          variant="secondary"
          icon={<RiMore2Line aria-hidden />}
          aria-label={t('scorecard.more')}
        />
        <Menu>
          <MenuItem onAction={() => setOpen(true)}>
            {t('scorecard.badge.add')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      {isOpen && <BadgeDialog badge={badge} onClose={() => setOpen(false)} />}
    </>
  );
}

function isMissing(error: Error): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}

/** Shows the badge of an entity with the Markdown for its README. */
function BadgeDialog(props: {
  badge: { loading: boolean; error?: Error; value?: Badge; retry: () => void };
  onClose: () => void;
}) {
  const { badge, onClose } = props;
  const t = useTexts(scorecardTexts);
  const markdown = badge.value?.markdown;
  const [copying, copy] = useAsyncFn(async () => {
    await navigator.clipboard.writeText(markdown ?? '');
    return true;
  }, [markdown]);
  return (
    <Dialog
      isOpen
      width="min(40rem, calc(100vw - 2rem))"
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('scorecard.badge.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t('scorecard.badge.explanation')}</Text>
          <AsyncView state={badge}>
            {({ url, markdown: text }) => (
              <DescriptionList
                isStacked
                items={[
                  {
                    label: t('scorecard.badge.preview'),
                    value: <img src={url} alt={t('scorecard.badge.alt')} />,
                  },
                  {
                    label: t('scorecard.badge.markdown'),
                    value: <CodeBlock>{text}</CodeBlock>,
                  },
                ]}
              />
            )}
          </AsyncView>
          {copying.error && (
            <ErrorAlert
              error={copying.error}
              title={t('scorecard.badge.copyFailed')}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Text as="span" role="status" color="secondary">
          {copying.value && t('scorecard.badge.copied')}
        </Text>
        <Button
          isDisabled={markdown === undefined}
          isPending={copying.loading}
          onPress={copy}
        >
          {t('scorecard.badge.copy')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('scorecard.badge.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
