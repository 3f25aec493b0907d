export interface Config {
  pavedRoad?: {
    /**
     * Handling of entities that fail a check when the catalog reads them. Only checks that read nothing but the entity
     * and the relations that it declares can be enforced; the back end does not start with others. A waived check is
     * not enforced. See docs/guides/stay.md.
     */
    ingestion?: {
      /**
       * For all enforceable checks that are not listed below: `off`, `warn` adds a status to the entity, `reject`
       * rejects the new version. Default: off.
       */
      default?: 'off' | 'warn' | 'reject';
      /** By id of the check. */
      checks?: { [checkId: string]: 'off' | 'warn' | 'reject' };
    };
    /** Settings for the templates of Paved Road. See docs/install/templates.md. */
    templates?: {
      /** Group or user that owns the templates of Paved Road without an owner. Default: none. */
      owner?: string;
      /**
       * Ids of places added through `repositoryPlacesExtensionPoint`, that keep their steps in the templates. GitHub,
       * GitLab and Gitea keep theirs if an integration has credentials.
       */
      places?: string[];
    };
  };
}
