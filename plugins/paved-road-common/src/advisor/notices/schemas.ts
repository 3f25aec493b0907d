import { z } from 'zod';

export const noticeSchema = z.object({
  id: z.string(),
  /** Profile fields it concerns, e.g. `team.teamSize`. */
  fields: z.array(z.string()),
  /** The contradiction, and what the result assumes. */
  text: z.string(),
});

/** A remark on the answers, for readers of the result. @public */
export type Notice = z.output<typeof noticeSchema>;
