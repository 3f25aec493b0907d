import { AssessmentStatus } from '@paved-road/plugin-paved-road-common';

/** An entity is assessed when its assessment is decided or waits for that; one that was rejected answers nothing. */
export const assessedStatuses: AssessmentStatus[] = ['submitted', 'approved'];
