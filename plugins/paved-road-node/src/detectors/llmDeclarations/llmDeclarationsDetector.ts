import { Finding } from '@paved-road/plugin-paved-road-common';
import { toUnread } from '../deployables';
import { Detection, Detector, DetectorService } from '../Detector';
import { isOwn } from '../inventory';
import { RepositoryFile } from '../RepositoryFile';
import { StructuredPart } from '../StructuredPart';

const floating =
  /(^|[-:@.])(latest|main|master|stable|current|default|auto|preview)$/i;
const floatingPrompt =
  /(^|[-:@.])(latest|main|master|stable|current|default|auto|production)$/i;

const callLimits = {
  outputTokensPerCall: 'outputTokens',
  callsPerRequest: 'callsPerRequest',
  tokensPerMonth: 'tokensPerMonth',
  usdPerMonth: 'usdPerMonth',
};

type Found = Required<
  Pick<
    Detection['found'],
    'modelReferences' | 'prompts' | 'callLimits' | 'evaluations' | 'fallbacks'
  >
>;

/** Whether a path of the declaration is a file or folder of the service. */
function exists(path: string, { folder, files }: DetectorService): boolean {
  const full = `${folder ? `${folder}/` : ''}${path.replace(/^\.\//, '')}`;
  const inFolder = full.endsWith('/') ? full : `${full}/`;
  return files.some(file => file === full || file.startsWith(inFolder));
}

function readDeclaration(
  file: RepositoryFile,
  part: StructuredPart,
  service: DetectorService,
): Found {
  const place = (at: StructuredPart | undefined, subject: string) => ({
    subject,
    file: file.path,
    line: at?.line ?? 1,
    source: 'declared' as const,
  });
  const text = (...path: string[]) => part.at(...path)?.text() ?? '';
  const prompts = part.at('prompts');
  const promptVersion = text('prompts', 'version');
  const promptPath = text('prompts', 'path');
  const set = text('evaluation', 'set');
  const threshold = Number(text('evaluation', 'threshold'));
  return {
    modelReferences: (part.at('models')?.items() ?? []).map(item => {
      const version = item.at('version')?.text() ?? '';
      const name = item.at('model')?.text() ?? '';
      return {
        ...place(item, name || 'model'),
        provider: item.at('provider')?.text() ?? '',
        pinned:
          version !== '' &&
          !floating.test(version) &&
          !/[-:@.]latest$/i.test(name),
      };
    }),
    prompts: prompts
      ? [
          {
            ...place(prompts, promptPath || promptVersion || 'prompts'),
            // In the repository, the commit pins it.
            pinned:
              (promptVersion !== '' && !floatingPrompt.test(promptVersion)) ||
              (promptPath !== '' && exists(promptPath, service)),
          },
        ]
      : [],
    callLimits: Object.entries(callLimits).flatMap(([field, limit]) => {
      const value = part.at('limits', field);
      return Number(value?.text()) > 0
        ? [{ ...place(value, field), limit } satisfies Finding<'callLimits'>]
        : [];
    }),
    evaluations:
      set !== '' && exists(set, service)
        ? [
            {
              ...place(part.at('evaluation'), set),
              inPipeline: false,
              threshold: threshold > 0,
            },
          ]
        : [],
    fallbacks: ['fallback', 'gateway'].flatMap(field => {
      const stated = part.at(field);
      const isStated =
        stated && (stated.text() || stated.items()[0] || stated.entries()[0]);
      return isStated ? [{ ...place(stated, field), technology: field }] : [];
    }),
  };
}

const kinds = [
  'modelReferences',
  'prompts',
  'callLimits',
  'evaluations',
  'fallbacks',
] as const;

/** Reads what a service declares about its language models. */
export const llmDeclarationsDetector: Detector = {
  id: 'llm-declarations',
  version: 2,
  title: 'Declared language models',
  kinds: [...kinds],
  searched: 'ai/llm.yaml',
  reads:
    'models with their versions, prompts, limits, evaluation, fallback and gateway',
  ignores: 'other fields',
  recognises: (path, folder) =>
    isOwn(path, folder) &&
    /^ai\/llm\.ya?ml$/.test(folder ? path.slice(folder.length + 1) : path),
  priority: 20,
  async detect(files, service) {
    const found: Found = {
      modelReferences: [],
      prompts: [],
      callLimits: [],
      evaluations: [],
      fallbacks: [],
    };
    const unread: NonNullable<Detection['unread']> = [];
    for (const file of files) {
      for (const document of await file.readDocuments()) {
        if (document.problem !== undefined) {
          unread.push(toUnread(file.path, document, [...kinds]));
          continue;
        }
        const declared = readDeclaration(file, document.part, service);
        for (const kind of kinds) {
          (found[kind] as Finding[]).push(...declared[kind]);
        }
      }
    }
    return { found, unread };
  },
};
