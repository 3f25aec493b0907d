import { Link, Text } from '@backstage/ui';
import { OutcomeDialog } from '../../ui/components/OutcomeDialog';
import { useReviewsLink } from '../../data/links/urlQueries';
import { reviewsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Explains that the link is dead and offers alternatives. */
export function GoneDialog(props: {
  kind: 'assessment' | 'waiver';
  onClose: () => void;
}) {
  const t = useTexts(reviewsTexts);
  const reviewsLink = useReviewsLink();
  return (
    <OutcomeDialog
      title={t(`reviews.gone.${props.kind}`)}
      outcomes={[]}
      isPending={false}
      failed=""
      onConfirm={() => {}}
      onClose={props.onClose}
    >
      <Text as="p">{t('reviews.gone.explanation')}</Text>
      <Link href={reviewsLink()}>{t('reviews.gone.inbox')}</Link>
    </OutcomeDialog>
  );
}
