export { explainDenial } from './explain';
export { type LocatedVerdict } from './LocatedVerdict';
export { printable } from './printable';
export { toGithubAnnotations } from './toGithubAnnotations';
export { toJunit } from './toJunit';
export { toMarkdown } from './toMarkdown';
export { toSarif } from './toSarif';
export { toTable } from './toTable';
