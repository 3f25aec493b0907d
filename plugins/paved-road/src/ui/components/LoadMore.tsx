import { Button } from '@backstage/ui';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';

/** A button to load more of a list. */
export function LoadMore(props: { isPending: boolean; onPress: () => void }) {
  const t = useTexts(componentsTexts);
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
