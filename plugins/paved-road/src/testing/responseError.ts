import { ResponseError } from '@backstage/errors';

/** What the client throws when the service answers with an error. */
export async function responseError(
  status: number,
  name: string,
  message: string,
  /** What else the error says. */
  details: object = {},
): Promise<ResponseError> {
  return await ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message, ...details },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}
