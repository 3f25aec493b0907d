import { z } from 'zod';

export const noticeSchema = z.object({
  id: z.string(),
  /** Profile fields that it is about, e.g. `team.teamSize`. */
  fields: z.array(z.string()),
  /** What does not go together, and what the result assumes. */
  text: z.string(),
});

/** Something about the answers that a reader of the result should know. @public */
export type Notice = z.output<typeof noticeSchema>;
