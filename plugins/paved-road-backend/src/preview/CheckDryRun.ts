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
  readonly #rules: RulesSource & RulePackTrials;
  readonly #inputs: EvaluationInputReader;
  readonly #facts: FactStates;
  readonly #entities: EntityAccess;

  constructor(options: {
    rules: RulesSource & RulePackTrials;
    inputs: EvaluationInputReader;
    facts: FactStates;
    entities: EntityAccess;
  }) {
    this.#rules = options.rules;
    this.#inputs = options.inputs;
    this.#facts = options.facts;
    this.#entities = options.entities;
  }

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
      ? (await this.#rules.tryPack(pack)).tried
      : this.#rules.current();
    if (!rules.checks.some(({ id }) => id === checkId)) {
      throw new InputError(
        `checkId: ${JSON.stringify(checkId)} is not a check of ${pack ? 'these' : 'the active'} rule packs`,
      );
    }
    const entity = toFleetEntity(
      await this.#entities.getVisibleEntity(entityRef, credentials),
    );
    const inputs = await this.#inputs.read([entity], [entity], rules);
    const facts = await this.#inputs.factsFor([entity.entityRef], rules);
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
    const states = await this.#facts.statesOf(entityRef);
    return states.filter(({ name }) => facts.includes(name));
  }
}
