import { Advice, PlainPattern } from '@paved-road/plugin-paved-road-common';

/** How well a template for a pattern fits an advice. */
export type TemplateFit =
  /** Its pattern is recommended, in a hybrid as the core. */
  | { kind: 'fits'; background?: PlainPattern }
  /** Its pattern is one of two defensible ones. */
  | {
      kind: 'close';
      winner: PlainPattern;
      runnerUp: PlainPattern;
      background?: PlainPattern;
    }
  /** Another pattern is recommended. */
  | { kind: 'other'; recommended: PlainPattern[] }
  /** Not enough answers. */
  | { kind: 'open' };

/** @returns undefined without an eligible pattern */
export function templateFit(
  { ranking, recommendation }: Pick<Advice, 'ranking' | 'recommendation'>,
  pattern: PlainPattern,
): TemplateFit | undefined {
  const { core, background, runnerUp, tooClose, verdict } = recommendation;
  if (!ranking.some(({ eligible }) => eligible)) {
    return undefined;
  }
  if (verdict === 'not-enough-answers') {
    return { kind: 'open' };
  }
  const beside = pattern === core ? background : undefined;
  if (tooClose && runnerUp) {
    return [core, runnerUp].includes(pattern)
      ? { kind: 'close', winner: core, runnerUp, background: beside }
      : { kind: 'other', recommended: [core, runnerUp] };
  }
  return pattern === core
    ? { kind: 'fits', background: beside }
    : { kind: 'other', recommended: [core] };
}
