import { Link, Text } from '@backstage/ui';
import { Dialog } from '../../ui/components/Dialog';
import { componentsTexts } from '../../ui/components/texts';
import { useReviewsLink } from '../../data/links/urlQueries';
import { reviewsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Explains that the link is dead and offers alternatives. */
export function GoneDialog(props: {
  kind: 'assessment' | 'waiver';
  onClose: () => void;
}) {
  const t = useTexts(reviewsTexts, componentsTexts);
  const reviewsLink = useReviewsLink();
  return (
    <Dialog
      title={t(`reviews.gone.${props.kind}`)}
      close={t('close')}
      onClose={props.onClose}
    >
      <Text as="p">{t('reviews.gone.explanation')}</Text>
      <Link href={reviewsLink()}>{t('reviews.gone.inbox')}</Link>
    </Dialog>
  );
}
