import { Button } from '@backstage/ui';
import { componentsTexts } from './texts';
import { useTexts } from '../texts/useTexts';

/** Reads on in a list that has more. */
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
