import { ResponseError } from '@backstage/errors';

/** Creates the error that the client throws for an error response. */
export async function responseError(
  status: number,
  name: string,
  message: string,
  /** Additional fields of the error. */
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
