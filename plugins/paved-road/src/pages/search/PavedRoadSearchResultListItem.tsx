import { Link } from '@backstage/core-components';
import {
  SearchDocument,
  ResultHighlight,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { StatusOfAssessment } from '../../features/decision/AssessmentStatusChips';
import { StatusChip } from '../../ui/components/StatusChip';
import { useTitles } from '../../ui/model';
import { searchTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './PavedRoadSearchResultListItem.module.css';
import { Row, clamp } from '../../ui/components/Layout';
import { isCheck, isDecision } from './SearchDocument';

/** @public */
export interface PavedRoadSearchResultListItemProps {
  icon?: ReactNode;
  result?: SearchDocument;
  highlight?: ResultHighlight;
}

/** A decision or a check in search results. */
export function PavedRoadSearchResultListItem(
  props: PavedRoadSearchResultListItemProps,
) {
  const { icon, result, highlight } = props;
  if (!result) {
    return null;
  }
  const highlighted = (field: 'title' | 'text') =>
    highlight?.fields[field] ? (
      <HighlightedSearchResultText
        text={highlight.fields[field]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[field]
    );
  return (
    <div className={styles.item}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <div className={styles.content}>
        <Text as="p" variant="title-x-small">
          <Link noTrack to={result.location}>
            {highlighted('title')}
          </Link>
        </Text>
        <Text as="p" color="secondary" style={clamp(3)}>
          {highlighted('text')}
        </Text>
        <Row align="stretch">
          <Chips result={result} />
        </Row>
      </div>
    </div>
  );
}

function Chips(props: { result: SearchDocument }) {
  const { result } = props;
  const t = useTexts(searchTexts);
  const titles = useTitles();
  if (isDecision(result)) {
    return (
      <>
        <StatusChip tone="neutral">{t('search.decision')}</StatusChip>
        <StatusChip tone="neutral">{titles.pattern(result.pattern)}</StatusChip>
        <StatusOfAssessment status={result.status} />
        {result.stale && (
          <StatusChip tone="warning">{t('search.stale')}</StatusChip>
        )}
      </>
    );
  }
  return isCheck(result) ? (
    <>
      <StatusChip tone="neutral">{t('search.check')}</StatusChip>
      <StatusChip tone="neutral">{result.track}</StatusChip>
      <StatusChip tone="neutral">
        {t('search.level', { level: result.level })}
      </StatusChip>
    </>
  ) : null;
}
