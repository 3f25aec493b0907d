import { useState } from 'react';
import { MoreButton } from '../../ui/components/MoreButton';
import { reviewsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/** Characters that fit into about three lines of a cell. */
const SHORT = 160;

/** A text that is shortened if it is long. */
export function FoldedText(props: { children: string }) {
  const { children: text } = props;
  const t = useTexts(reviewsTexts);
  const [isExpanded, setExpanded] = useState(false);
  if (text.length <= SHORT) {
    return <span>{text}</span>;
  }
  return (
    <div>
      {isExpanded ? text : `${text.slice(0, SHORT).trimEnd()}…`}
      <MoreButton
        isExpanded={isExpanded}
        more={t('reviews.showMore')}
        fewer={t('reviews.showLess')}
        onChange={setExpanded}
      />
    </div>
  );
}
