import { Box, Flex, Link } from '@backstage/ui';
import { useFleetData } from '../data/fleet/fleetData';
import { useCampaignsLink, useReviewsLink } from '../data/links/urlQueries';
import { useTexts } from '../ui/texts/useTexts';
import { governanceTexts } from './texts';

/** Counts of work behind the tabs; nothing without work, or if it cannot be loaded. */
export function PendingCounts() {
  const t = useTexts(governanceTexts);
  const reviewsLink = useReviewsLink();
  const campaignsLink = useCampaignsLink();
  const { value: inbox } = useFleetData(['inbox'], api => api.getInbox());
  const reviews =
    (inbox?.assessments.totalItems ?? 0) +
    (inbox?.waiverRequests.totalItems ?? 0);
  const overdue =
    inbox?.work.filter(item => item.kind === 'campaign' && item.isOverdue)
      .length ?? 0;
  return (
    // On a phone, there is no room beside the title.
    <Box display={{ initial: 'none', md: 'block' }}>
      <Flex align="center" gap="4">
        {reviews > 0 && (
          <Link href={reviewsLink()}>
            {t('page.reviewsWaiting', { count: reviews })}
          </Link>
        )}
        {overdue > 0 && (
          <Link href={campaignsLink()}>
            {t('page.campaignsOverdue', { count: overdue })}
          </Link>
        )}
      </Flex>
    </Box>
  );
}
