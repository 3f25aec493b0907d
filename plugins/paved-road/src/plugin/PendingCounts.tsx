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
  const { value } = useFleetData(['inbox', 'counts'], api => api.countInbox());
  const { reviews = 0, overdueCampaigns = 0, hasMore } = value ?? {};
  return (
    // On a phone, there is no room beside the title.
    <Box display={{ initial: 'none', md: 'block' }}>
      <Flex align="center" gap="4">
        {reviews > 0 && (
          <Link href={reviewsLink()}>
            {t(hasMore ? 'page.moreReviewsWaiting' : 'page.reviewsWaiting', {
              count: reviews,
            })}
          </Link>
        )}
        {overdueCampaigns > 0 && (
          <Link href={campaignsLink()}>
            {t('page.campaignsOverdue', { count: overdueCampaigns })}
          </Link>
        )}
      </Flex>
    </Box>
  );
}
