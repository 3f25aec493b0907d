import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityStatusItem } from '@backstage/catalog-model/alpha';
import { InputError } from '@backstage/errors';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { ingestionStatusType } from '@paved-road/plugin-paved-road-common';
import { EnforcedRules } from './EnforcedRules';
import { findViolations, Violation } from './findViolations';

type EntityWithStatus = Entity & { status?: { items?: EntityStatusItem[] } };

/**
 * Enforces checks while the catalog takes an entity in. What fails one that rejects stays out, or stays as it was; what
 * fails one that warns gets a status. What is waived passes. While the rules cannot be read everything is let in.
 */
export class IngestionPolicyProcessor implements CatalogProcessor {
  constructor(private readonly rules: EnforcedRules) {}

  getProcessorName(): string {
    return 'paved-road-ingestion-policy';
  }

  /** Later than processors that change the entity, earlier than the one that announces changes. */
  getPriority(): number {
    return 900;
  }

  /** @throws InputError that names each check that rejects the entity, with what to do */
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
