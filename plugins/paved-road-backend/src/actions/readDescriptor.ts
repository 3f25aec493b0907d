import { InputError, toError } from '@backstage/errors';
import { parseAllDocuments } from 'yaml';
import { isAssessableKind } from '../catalog/entityRecord';

/** What the text of a catalog-info.yaml describes. */
export interface Descriptor {
  /** The first component or system. */
  entity: unknown;
  /** All others. */
  companions: unknown[];
}

/**
 * Reads a description of entities in YAML or JSON.
 *
 * @throws InputError when it is neither, or describes nothing that has a scorecard
 */
export function readDescriptor(text: string): Descriptor {
  const documents = parseAllDocuments(text)
    .map(document => {
      const [error] = document.errors;
      if (error) {
        throw new InputError(
          `descriptor: it is not valid YAML or JSON: ${error.message}`,
        );
      }
      return toPlainValue(() => document.toJS());
    })
    .filter(value => value !== null);
  const entity = documents.find(isScorable);
  if (!entity) {
    throw new InputError(
      'descriptor: it describes no Component and no System, which the rules could judge',
    );
  }
  return { entity, companions: documents.filter(other => other !== entity) };
}

/* Aliases may stand for more than fits into memory, or for what they are part of. */
function toPlainValue(read: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(read()));
  } catch (error) {
    throw new InputError(
      `descriptor: its aliases cannot be resolved: ${toError(error).message}`,
    );
  }
}

function isScorable(value: unknown): boolean {
  const { kind } = Object(value);
  return typeof kind === 'string' && isAssessableKind(kind);
}
