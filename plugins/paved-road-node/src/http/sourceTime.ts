import { z } from 'zod';

/** Schema of a time in any form that JavaScript reads. The result is ISO 8601. @public */
export const sourceTime = z
  .string()
  .refine(text => !Number.isNaN(Date.parse(text)), 'no time')
  .transform(text => new Date(text).toISOString());
