export interface Config {
  pavedRoad?: {
    badges?: {
      /**
       * Whether badges show the level of a service in its README.
       * @visibility frontend
       */
      enabled?: boolean;
    };
    scorecards?: {
      /**
       * Which entities are AI services, see the schema of the back end. Their pages have the tabs and the card of Paved
       * Road.
       * @deepVisibility frontend
       */
      filter?: { [path: string]: any };
      /**
       * Which entities beside AI services have the Scorecard tab, such as `{ kind: API }`.
       * @deepVisibility frontend
       */
      tabFilter?: { [path: string]: any };
    };
  };
}
