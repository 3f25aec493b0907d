import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text, TextField } from '@backstage/ui';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadTranslationRef } from '../translation';
import { linkTo } from './useLinkedRequest';

/** Copies the link to what is filled in; shows it where the browser does not let a page copy. */
export function CopyLink(props: { encoded: string | undefined }) {
  const link = linkTo(props.encoded);
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [copied, copy] = useAsyncFn(async () => {
    await navigator.clipboard.writeText(link);
    return link;
  }, [link]);
  return (
    <>
      <Flex align="center" gap="2">
        <Button variant="secondary" onPress={copy}>
          {t('advisor.link.copy')}
        </Button>
        <Text as="span" role="status" color="secondary" variant="body-small">
          {copied.value === link ? t('advisor.link.copied') : ''}
        </Text>
      </Flex>
      {copied.error && (
        <TextField
          isReadOnly
          label={t('advisor.link.copyYourself')}
          value={link}
        />
      )}
    </>
  );
}
