import { Duration } from 'luxon';

/** The clock of whoever asks may be ahead by so much. */
export const CLOCK_SKEW = Duration.fromObject({ minutes: 5 });
