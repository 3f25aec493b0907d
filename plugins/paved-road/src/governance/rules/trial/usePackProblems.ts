import { PackProblem } from '@paved-road/plugin-paved-road-common';
import { useMemo, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { readPack } from './readPack';

/** Milliseconds without a key before the text is read. */
const TYPING = 400;

/**
 * What the text of a rule pack says and what is wrong with it, shortly after it was written.
 *
 * @param refusal - what the service said about a text, which knows more
 */
export function usePackProblems(
  text: string,
  refusal: { text: string; problems: PackProblem[] } | undefined,
) {
  const [settled, setSettled] = useState(text);
  useDebounce(() => setSettled(text), TYPING, [text]);
  const read = useMemo(() => readPack(settled), [settled]);
  return refusal?.text === text
    ? { pack: read.pack, problems: refusal.problems }
    : read;
}
