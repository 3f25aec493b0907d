import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  CheckResult,
  DryRunRequest,
  DryRunResult,
} from '@paved-road/plugin-paved-road-common';
import { evaluate } from '@paved-road/plugin-paved-road-common/rules';
import { assertScorable, normalizeEntityRef } from '../catalog/entityRecord';
import { toFleetEntity } from '../catalog/FleetEntity';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { RulePackInput } from '../rules/tryRulePack';
import { RulesSource, TriedRules } from '../rules/types';
import { EvaluationInputReader } from '../evaluation/EvaluationInputReader';
import { FactStates } from '../scorecards/ScorecardService';

/** Compiles rule packs that are not active. */
export interface RulePackTrials {
  tryPack(pack: RulePackInput): Promise<TriedRules>;
}

/** Evaluates one check for one entity, on what is known of it now. */
export class CheckDryRun {
  constructor(
    private readonly options: {
      rules: RulesSource & RulePackTrials;
      inputs: EvaluationInputReader;
      facts: FactStates;
      entities: EntityAccess;
    },
  ) {}

  /**
   * @throws NotFoundError when the caller may not see the entity
   * @throws InputError when the pack is broken, or has no such check for the entity
   */
  async run(
    { entityRef: ref, checkId, pack }: DryRunRequest,
    { credentials }: Caller,
  ): Promise<DryRunResult> {
    const entityRef = normalizeEntityRef(ref, 'entityRef', 'component');
    assertScorable(entityRef);
    const { rules } = pack
      ? (await this.options.rules.tryPack(pack)).tried
      : this.options.rules.current();
    if (!rules.checks.some(({ id }) => id === checkId)) {
      throw new InputError(
        `checkId: ${JSON.stringify(checkId)} is not a check of ${pack ? 'these' : 'the active'} rule packs`,
      );
    }
    const entity = toFleetEntity(
      await this.options.entities.getVisibleEntity(entityRef, credentials),
    );
    const inputs = await this.options.inputs.read([entity], [entity], rules);
    const facts = await this.options.inputs.factsFor([entity.entityRef], rules);
    const evaluation = evaluate(
      rules,
      inputs.subjectOf(entity, facts.get(entity.entityRef) ?? {}),
    );
    const result = evaluation?.results.find(found => found.checkId === checkId);
    if (!result) {
      throw new InputError(
        `entityRef: the rule pack with the check ${checkId} does not apply to ${stringifyEntityRef(entity.entity)}`,
      );
    }
    return { result, facts: await this.#factsOf(entity.entityRef, result) };
  }

  async #factsOf(
    entityRef: string,
    { facts }: CheckResult,
  ): Promise<DryRunResult['facts']> {
    const states = await this.options.facts.statesOf(entityRef);
    return states.filter(({ name }) => facts.includes(name));
  }
}
