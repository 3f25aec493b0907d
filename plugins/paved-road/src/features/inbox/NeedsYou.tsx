import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import { Inbox, WorkItem } from '@paved-road/plugin-paved-road-common';
import { useId, useState } from 'react';
import { useFleetData } from '../../data/fleet/fleetData';
import { AsyncView } from '../../ui/components/AsyncView';
import { MoreButton } from '../../ui/components/MoreButton';
import { formatCount } from '../../ui/formats';
import { useTexts } from '../../ui/texts/useTexts';
import { StandingBadge } from '../decision/StandingBadge';
import styles from './NeedsYou.module.css';
import { inboxTexts } from './texts';
import { PlainList } from '../../ui/components/Layout';
import { useWorkRow } from './useWorkRow';

/** Everything that needs the person, worst first: cause, time, and a link to do it. */
export function NeedsYou(props: {
  /** Maximum number of rows. */
  limit: number;
  headingLevel?: 'h2' | 'h3';
}) {
  const { limit, headingLevel = 'h3' } = props;
  const t = useTexts(inboxTexts);
  const headingId = useId();
  const inbox = useFleetData(['inbox'], api => api.getInbox());
  const count = inbox.value && countWork(inbox.value);
  const number = formatCount(count, inbox.value && hasMoreWork(inbox.value));
  return (
    <section aria-labelledby={headingId}>
      <Flex direction="column" gap="1">
        <Text
          as={headingLevel}
          id={headingId}
          variant="title-x-small"
          weight="bold"
        >
          {number ? t('home.needsYouCounted', { number }) : t('home.needsYou')}
        </Text>
        <AsyncView state={inbox} skeleton={<WorkSkeleton rows={limit} />}>
          {({ work }) =>
            work.length === 0 ? (
              <Text as="p" color="secondary">
                {t('home.nothing')}
              </Text>
            ) : (
              <WorkList work={work} limit={limit} count={count!} />
            )
          }
        </AsyncView>
      </Flex>
    </section>
  );
}

function WorkList(props: {
  /** Worst first; without the last ones if there are very many. */
  work: WorkItem[];
  limit: number;
  /** Of all work. */
  count: number;
}) {
  const { work, limit, count } = props;
  const t = useTexts(inboxTexts);
  const toRow = useWorkRow();
  const [isExpanded, setExpanded] = useState(false);
  const shown = isExpanded ? work : work.slice(0, limit);
  const unlisted = count - work.length;
  return (
    <PlainList>
      {shown.map(toRow).map(({ icon: Icon, ...row }) => (
        <li key={row.key} className={styles.row}>
          <Icon size={16} aria-hidden />
          <span>
            <Link href={row.href}>{row.text}</Link>{' '}
            {row.standing && (
              <>
                <StandingBadge standing={row.standing} />{' '}
              </>
            )}
            <Text color="secondary" variant="body-small">
              {row.details.filter(Boolean).join(' · ')}
            </Text>
          </span>
        </li>
      ))}
      {shown.length === work.length && unlisted > 0 && (
        <li>
          <Text color="secondary">
            {t('home.unlisted', { count: unlisted })}
          </Text>
        </li>
      )}
      {work.length > limit && (
        <li>
          <MoreButton
            isExpanded={isExpanded}
            more={t('home.more', { count: count - limit })}
            fewer={t('home.fewer')}
            onChange={setExpanded}
          />
        </li>
      )}
    </PlainList>
  );
}

function WorkSkeleton(props: { rows: number }) {
  return (
    <Flex direction="column" gap="2" aria-hidden>
      {Array.from({ length: props.rows }, (_, index) => (
        <Skeleton key={index} width="80%" height={20} />
      ))}
    </Flex>
  );
}

function countWork({ work, ...parts }: Inbox): number {
  return Object.values(parts).reduce(
    (sum, { totalItems }) => sum + totalItems,
    0,
  );
}

function hasMoreWork({ work, ...parts }: Inbox): boolean {
  return Object.values(parts).some(part => 'hasMore' in part && part.hasMore);
}
