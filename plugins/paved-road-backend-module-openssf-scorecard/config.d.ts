export interface Config {
  pavedRoad?: {
    openssfScorecard?: {
      /** A server with the API of OpenSSF Scorecard. Default: https://api.securityscorecards.dev. */
      baseUrl?: string;
    };
  };
}
