import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityStatusItem } from '@backstage/catalog-model/alpha';
import { InputError } from '@backstage/errors';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { ingestionStatusType } from '@paved-road/plugin-paved-road-common';
import { EnforcedRules } from './EnforcedRules';
import { findViolations, Violation } from './findViolations';

type EntityWithStatus = Entity & { status?: { items?: EntityStatusItem[] } };

/**
 * Enforces checks when the catalog reads an entity: rejects the new version or adds a status. Waived checks pass. If
 * the rules cannot be read, every entity passes.
 */
export class IngestionPolicyProcessor implements CatalogProcessor {
  constructor(private readonly rules: EnforcedRules) {}

  getProcessorName(): string {
    return 'paved-road-ingestion-policy';
  }

  /** After processors that change the entity, and before ChangeAnnouncer. */
  getPriority(): number {
    return 900;
  }

  /** @throws InputError with each failed check and its remediation */
  async postProcessEntity(entity: EntityWithStatus): Promise<Entity> {
    const enforced = await this.rules.current();
    const violations = enforced ? findViolations(enforced, entity) : [];
    const rejecting = violations.filter(({ mode }) => mode === 'reject');
    if (rejecting.length > 0) {
      throw new InputError(
        `${stringifyEntityRef(entity)} is rejected by the rules of the paved road: ${rejecting
          .map(explain)
          .join('; ')}`,
      );
    }
    if (violations.length === 0) {
      return entity;
    }
    const { status } = entity;
    const warnings = violations.map((violation): EntityStatusItem => ({
      type: ingestionStatusType,
      level: 'warning',
      message: explain(violation),
    }));
    return {
      ...entity,
      status: { ...status, items: [...(status?.items ?? []), ...warnings] },
    } as Entity;
  }
}

function explain({ result }: Violation): string {
  const { title, checkId, remediation } = result;
  const { text, link } = remediation;
  return `${title} (${checkId}): ${text}${link ? ` See ${link.url}` : ''}`;
}
