import { z } from 'zod';

/*
 * Interfaces that extend these name a schema. Without a name, declarations repeat all its fields wherever it is used.
 */

/** A schema with only its input and output types. @alpha */
export type Opaque<Schema extends z.ZodType> = z.ZodType<
  z.output<Schema>,
  z.input<Schema>
>;

/** A schema whose fields forms and scripts read one by one. @alpha */
export type WithFields<Schema extends z.ZodObject> = z.ZodObject<
  Schema['shape'],
  z.core.$strict
>;
