import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SearchField } from '@backstage/ui';
import { useEffect, useState } from 'react';
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
  // Back, forward and "clear all" change it from outside.
  useEffect(() => setText(value), [value]);
  useDebounce(
    () => {
      if (text.trim() !== value) {
        onChange(text.trim());
      }
    },
    PAUSE,
    [text],
  );
  return (
    <SearchField
      label={t('services.filter.q')}
      placeholder={t('services.searchHint')}
      value={text}
      onChange={setText}
    />
  );
}
