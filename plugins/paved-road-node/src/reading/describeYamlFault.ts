import { YamlFault } from '@paved-road/plugin-paved-road-common';

/** Why a file cannot be used, in words that follow its name and the line. */
export interface FileProblem {
  problem: string;
  /** 1 for the first line; absent if the problem has no place. */
  line?: number;
}

/** Describes an error in a YAML text, so that a reader can correct it. */
export function describeYamlFault(
  text: string,
  { message, offset, isLimit }: YamlFault,
): FileProblem {
  if (isLimit) {
    return { problem: message };
  }
  const line = text.slice(0, offset).split('\n').length;
  const written = text.split('\n', line)[line - 1] ?? '';
  return {
    line,
    problem: /^ *\t/.test(written)
      ? 'a tab is used for indentation. Replace it with spaces'
      : `not valid YAML: ${message.split('\n')[0]}`,
  };
}
