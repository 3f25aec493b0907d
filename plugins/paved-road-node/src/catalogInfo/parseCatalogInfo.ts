import { Entity } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { findRepeatedKeys } from '@paved-road/plugin-paved-road-common';
import { Document, LineCounter, parseAllDocuments } from 'yaml';

/** An entity as described in a file, which the catalog may refuse. @public */
export interface DescribedEntity {
  entity: Entity;
  /** Where it starts, from 1. */
  line: number;
}

/**
 * Parses the text of a catalog-info.yaml like the catalog.
 *
 * @param name - of the text, for messages
 * @throws InputError if it cannot be read or describes no entity
 * @public
 */
export function parseCatalogInfo(
  text: string,
  name: string,
): DescribedEntity[] {
  const lines = new LineCounter();
  const invalid = (offset: number, message: string) =>
    new InputError(
      `${name} is not valid YAML: line ${lines.linePos(offset).line}: ${message}`,
    );
  let documents: Document[];
  try {
    documents = [
      ...parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        uniqueKeys: false,
        // Without this, it would log parts of the file.
        logLevel: 'error',
      }),
    ];
  } catch (error) {
    // Nested too deeply for the parser.
    throw invalid(0, toError(error).message);
  }
  const entities = documents.flatMap(document => {
    const offset = document.contents?.range?.[0] ?? 0;
    const [error] = document.errors;
    if (error) {
      throw invalid(error.pos[0], error.message);
    }
    const value = valueOf(document, message => invalid(offset, message));
    if (value === null) {
      return [];
    }
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw invalid(offset, 'expected an entity');
    }
    return [{ entity: value as Entity, line: lines.linePos(offset).line }];
  });
  if (entities.length === 0) {
    throw new InputError(`${name} describes no entity`);
  }
  return entities;
}

function valueOf(
  document: Document,
  invalid: (message: string) => Error,
): unknown {
  try {
    const [repeated] = findRepeatedKeys(document);
    if (repeated) {
      throw new Error(repeated.message);
    }
    // Refuses aliases that expand to too much, and then those that contain themselves.
    return JSON.parse(JSON.stringify(document.toJSON()));
  } catch (error) {
    throw invalid(toError(error).message);
  }
}
