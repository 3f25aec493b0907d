import {
  ComparableAdvice,
  Pattern,
} from '@paved-road/plugin-paved-road-common';

/** One of two results, and what it is called beside the other one. */
export interface ComparedSide {
  /** Tells it from the other side. */
  title: string;
  result: ComparableAdvice;
  /** What was decided; absent while nothing is. */
  decided?: Pattern;
}
