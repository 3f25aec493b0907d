import { componentsTexts } from './texts';
import { SmallButton } from './SmallButton';
import { useTexts } from '../texts/useTexts';

export function LoadMore(props: { isPending: boolean; onPress: () => void }) {
  const t = useTexts(componentsTexts);
  return (
    <div>
      <SmallButton isPending={props.isPending} onPress={props.onPress}>
        {t('showMore')}
      </SmallButton>
    </div>
  );
}
