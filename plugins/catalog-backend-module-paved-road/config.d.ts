export interface Config {
  pavedRoad?: {
    /**
     * What happens to an entity that fails a check when the catalog takes it in. Only checks whose expression reads
     * nothing but the entity, and the relations that it declares itself, can be enforced; the back end does not start
     * with others. A check that is waived for the entity is not enforced. See docs/guides/stay.md.
     */
    ingestion?: {
      /**
       * For all checks that can be enforced and are not named below: `off`, `warn` puts a status on the entity,
       * `reject` keeps it out of the catalog, or as it was. Default: off.
       */
      default?: 'off' | 'warn' | 'reject';
      /** By id of the check. */
      checks?: { [checkId: string]: 'off' | 'warn' | 'reject' };
    };
    /** What is different from portal to portal in the templates of Paved Road. See docs/install/templates.md. */
    templates?: {
      /** Reference of the group or user that owns templates of Paved Road that name no owner. Default: none. */
      owner?: string;
      /**
       * Ids of the places of your own, from `repositoryPlacesExtensionPoint`, whose steps stay in the templates. Steps
       * for GitHub, GitLab and Gitea stay where an integration has credentials.
       */
      places?: string[];
    };
  };
}
