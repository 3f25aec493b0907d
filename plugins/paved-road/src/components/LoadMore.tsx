import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../translation';

/** Reads on in a list that has more. */
export function LoadMore(props: { isPending: boolean; onPress: () => void }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div>
      <Button
        size="small"
        variant="secondary"
        isPending={props.isPending}
        onPress={props.onPress}
      >
        {t('showMore')}
      </Button>
    </div>
  );
}
