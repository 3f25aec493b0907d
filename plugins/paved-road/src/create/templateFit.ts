import { Advice, PlainPattern } from '@paved-road/plugin-paved-road-common';

/** How a template for a pattern stands to an advice. */
export type TemplateFit =
  /** Its pattern is recommended, in a hybrid as the core. */
  | { kind: 'fits'; background?: PlainPattern }
  /** Its pattern is one of two that are too close to call. */
  | {
      kind: 'close';
      winner: PlainPattern;
      runnerUp: PlainPattern;
      background?: PlainPattern;
    }
  | { kind: 'other'; recommended: PlainPattern };

/** Undefined where no pattern is eligible. */
export function templateFit(
  { ranking, recommendation }: Pick<Advice, 'ranking' | 'recommendation'>,
  pattern: PlainPattern,
): TemplateFit | undefined {
  const { core, background, runnerUp, tooClose } = recommendation;
  if (!ranking.some(({ eligible }) => eligible)) {
    return undefined;
  }
  // Only the core has something beside it.
  const beside = pattern === core ? background : undefined;
  if (tooClose && runnerUp && [core, runnerUp].includes(pattern)) {
    return { kind: 'close', winner: core, runnerUp, background: beside };
  }
  return pattern === core
    ? { kind: 'fits', background: beside }
    : { kind: 'other', recommended: core };
}
