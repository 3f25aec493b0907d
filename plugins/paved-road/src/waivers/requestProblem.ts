import { ResponseError } from '@backstage/errors';

/** The fields of a request that the person fills in. */
export type RequestField = 'reason' | 'expiresAt';

/** What is wrong with a request, by field; what concerns no field is not in it. */
export type FieldProblems = Partial<Record<RequestField, string>>;

const fields: RequestField[] = ['reason', 'expiresAt'];

/** What the service says of the fields, each in the form `field: what is wrong`. */
export function fieldProblems(error: Error | undefined): FieldProblems {
  if (!(error instanceof ResponseError) || error.statusCode !== 400) {
    return {};
  }
  const said = error.cause.message.replace(/^Invalid [^:]*: /, '').split('; ');
  return Object.fromEntries(
    fields.flatMap(field => {
      const problem = said.find(part => part.startsWith(`${field}: `));
      return problem ? [[field, problem.slice(field.length + 2)]] : [];
    }),
  );
}
