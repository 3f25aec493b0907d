import { Finding } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { flatMapInTurns } from '../inTurns';
import { isSupporting } from '../inventory';

const formats: [title: string, pattern: RegExp][] = [
  [
    'private key',
    /-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/,
  ],
  [
    'private JSON Web Key',
    /"[dD]"\s*:\s*"[\w-]{40,}"[^{}]{0,3000}"[kK]ty"\s*:|"[kK]ty"\s*:[^{}]{0,3000}"[dD]"\s*:\s*"[\w-]{40,}"/,
  ],
  ['AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,100})\b/],
  ['GitLab token', /\bglpat-[\w-]{20}\b/],
  ['OpenAI key', /\bsk-(?:proj-)?[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}\b/],
  ['Anthropic key', /\bsk-ant-api\d\d-[\w-]{80,120}/],
  ['Hugging Face token', /\bhf_[A-Za-z]{34}\b/],
  ['Google API key', /\bAIza[\w-]{35}\b/],
  ['Slack token', /\bxox[bpars]-\d{8,14}-[\w-]{20,60}/],
  ['Stripe key', /\b[rs]k_live_[A-Za-z0-9]{24,60}\b/],
];

/** Keys of documentation, such as AKIAIOSFODNN7EXAMPLE. */
const example = /example|sample|dummy|xxxx|1234567/i;

const text =
  /(^|\/)\.env[^/]*$|\.(py|[mc]?[jt]sx?|java|kt|go|rs|cs|rb|php|swift|ya?ml|json|toml|ini|cfg|conf|properties|tf|tfvars|sh|pem|key|jwk|txt|ipynb)$/;

/** Finds secrets in files by formats that identify them. */
export const secretsDetector: Detector = {
  id: 'secrets',
  version: 2,
  title: 'Secrets',
  kinds: ['secrets'],
  searched: 'source code and settings',
  reads:
    'private keys, also as JSON Web Keys, and keys of AWS, GitHub, GitLab, OpenAI, Anthropic, Hugging Face, Google, Slack and Stripe by their formats',
  ignores:
    'passwords and other secrets without a format, earlier commits, tests and examples',
  recognises: (path, folder) => text.test(path) && !isSupporting(path, folder),
  isLikely: path => /\.(pem|key|jwk)$|(^|\/)\.env/.test(path),
  async detect(files) {
    const secrets = await flatMapInTurns(files, file =>
      formats.flatMap(([title, pattern]): Finding<'secrets'>[] => {
        const match = [...file.text.matchAll(new RegExp(pattern, 'g'))].find(
          ([value]) => !example.test(value),
        );
        return match
          ? [
              {
                subject: title,
                file: file.path,
                line: file.lineAt(match.index),
                source: 'read',
              },
            ]
          : [];
      }),
    );
    return { found: { secrets } };
  },
};
