/**
 * The boundaries that keep AWS at the edge: the service can be moved off Lambda by leaving two folders
 * behind. .dependency-cruiser.cjs has the boundaries around the AI core.
 *
 * @type {import('dependency-cruiser').IForbiddenRuleType[]}
 */
module.exports = [
  {
    name: 'aws-only-at-the-edge',
    comment: 'Code for any process imports neither Lambda nor AWS services.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(aws|handlers)/' },
    to: {
      path: '^src/(aws|handlers)/|(^|/)node_modules/(@aws-sdk|@aws-lambda-powertools|@fastify/aws-lambda|@types/aws-lambda|aws-lambda)(/|$)',
    },
  },
  {
    name: 'handlers-are-thin',
    comment:
      'A handler turns an event into a call; it contains no model, no rule and no client.',
    severity: 'error',
    from: { path: '^src/handlers/' },
    to: {
      path: '^src/|(^|/)node_modules/@aws-sdk/',
      pathNot: '^src/(handlers/|(app|settings)\\.ts$|(aws|core|http|runtime)/index\\.ts$)',
    },
  },
  {
    name: 'aws-knows-only-the-core',
    comment:
      'The clients of AWS only send; they ${{ 'draft' if values.ai == 'language-model' else 'classify' }} nothing and answer nobody.',
    severity: 'error',
    from: { path: '^src/aws/' },
    to: { path: '^src/', pathNot: '^src/(aws/|(core|runtime)/index\\.ts$)' },
  },
];
