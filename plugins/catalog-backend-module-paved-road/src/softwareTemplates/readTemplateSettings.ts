import { Config } from '@backstage/config';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { readForgeIntegrations } from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

const KEY = 'pavedRoad.templates';

const schema = z.strictObject({
  owner: z.string().min(1).optional(),
  places: z.array(z.string().min(1)).default([]),
});

export interface TemplateSettings {
  /** Full reference of the owner of templates without one. */
  owner?: string;
  /** Ids of the places that the portal can publish to. */
  places: ReadonlySet<string>;
}

/**
 * Reads the owner, the places with credentials and the places of the portal.
 *
 * @throws InputError with every invalid value
 */
export function readTemplateSettings(config: Config): TemplateSettings {
  let settings: z.output<typeof schema>;
  try {
    settings = parseInput(schema, config.getOptional(KEY) ?? {}, 'settings');
  } catch (error) {
    throw new InputError(`${KEY}: ${toError(error).message}`);
  }
  const forges = Object.entries(readForgeIntegrations(config))
    .filter(([, integrations]) => integrations.length > 0)
    .map(([forge]) => forge);
  return {
    owner:
      settings.owner === undefined ? undefined : toOwnerRef(settings.owner),
    places: new Set([...forges, ...settings.places]),
  };
}

function toOwnerRef(owner: string): string {
  let ref: string | undefined;
  try {
    ref = stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    ref = undefined;
  }
  if (!ref || !/^(group|user):/.test(ref)) {
    throw new InputError(
      `${KEY}.owner: ${JSON.stringify(owner)} is neither a group nor a user, use a reference such as group:default/platform`,
    );
  }
  return ref;
}
