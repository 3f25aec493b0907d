import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { pavedRoadTranslationRef } from '../../translation';

/** Milliseconds without a key press after which a search starts. */
const PAUSE = 300;

/** Searches as one types, once one pauses. */
export function ServiceSearch(props: {
  value: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [text, setText] = useState(value);
  const searched = useRef(value);
  useDebounce(
    () => {
      const search = text.trim();
      if (search !== searched.current) {
        searched.current = search;
        onChange(search);
      }
    },
    PAUSE,
    [text],
  );
  useEffect(() => {
    // Back, or a filter that is cleared. What one typed oneself comes back trimmed, and must not
    // change under one's fingers.
    if (value !== searched.current) {
      searched.current = value;
      setText(value);
    }
  }, [value]);
  return (
    <SearchField
      label={t('services.filter.q')}
      placeholder={t('services.searchHint')}
      value={text}
      onChange={setText}
    />
  );
}
