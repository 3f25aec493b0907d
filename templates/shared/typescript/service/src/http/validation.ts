import AjvCompiler from '@fastify/ajv-compiler';
import type { ValidatorFactory } from '@fastify/ajv-compiler';

const validators = AjvCompiler();

/**
 * Makes what checks requests. A body is checked as it is: a field that is misspelt or of the wrong type is
 * an error, not something to repair silently. What stands in a URL or a header is text, and is read as the
 * number or the boolean that its schema asks for.
 */
export const buildValidator: ValidatorFactory = schemas => {
  const make = (coerceTypes: false | 'array') =>
    validators(schemas, { customOptions: { removeAdditional: false, coerceTypes } });
  const ofBodies = make(false);
  const ofTexts = make('array');
  return route => (route.httpPart === 'body' ? ofBodies : ofTexts)(route);
};
