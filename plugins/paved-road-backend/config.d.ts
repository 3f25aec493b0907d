export interface Config {
  pavedRoad?: {
    scorecards?: {
      /**
       * YAML files with rule packs, relative to the working directory of the backend. They take the
       * place of the pack that comes with the plugin. The backend does not start with an invalid one.
       */
      rulePacks?: string[];
      /**
       * Id of the level from which on an entity counts as on the road; one of the levels of the rule
       * packs. Default: silver.
       */
      targetLevel?: string;
    };
  };
}
