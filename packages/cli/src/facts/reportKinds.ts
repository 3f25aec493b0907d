/** Supported reports; docs/guides/push-facts.md has the schemas of their facts. */
export const reportKinds = {
  junit: {
    format: 'JUnit XML',
    fact: 'testReport',
    title: 'how many tests passed, failed and were skipped',
  },
  sarif: {
    format: 'SARIF 2.1.0',
    fact: 'codeScan',
    title: 'open findings by level',
  },
  cyclonedx: {
    format: 'CycloneDX JSON',
    fact: 'billOfMaterials',
    title: 'components, licences and vulnerabilities',
  },
  scorecard: {
    format: 'OpenSSF Scorecard JSON',
    fact: 'openssfReport',
    title: 'score of each check',
  },
} as const;

export type ReportKind = keyof typeof reportKinds;
