import { Finding, FindingValue } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { flatMapInTurns } from '../inTurns';
import {
  isServiceCode,
  mayCallModels,
  isServicePart,
  readServiceCode,
} from '../source/serviceCode';
import { placeAt, readArguments, SourceText } from '../source/SourceText';

type Weights = Finding<'modelWeights'>;

/** Files with pickled weights. `.bin` only under the names of PyTorch. */
const pickledFile =
  /\.(pkl|pickle|joblib|pt|pth|ckpt)$|(^|\/)pytorch_model[^/]*\.bin$/i;

/** Calls that load weights of a hub, by their name. */
const loads =
  /\b(from_pretrained|hf_hub_download|snapshot_download|SentenceTransformer|CrossEncoder)\s?\(/g;
const unpickles = /\b(torch\.load|joblib\.load|pickle\.loads?)\s?\(/g;

const localPath =
  /^["'`][./~]|^(\w+\.)*\w*(path|dir|folder|local|checkpoint|ckpt|file)\w*\b(?!_or)|^os\.path|^(self\.)?(args|cls)\b\s*$|^\*/i;
const modelNameOrPath = /name_or_path/i;

function readArgument(
  text: string,
  name: string,
  isMet: (value: string) => boolean,
  otherwise: FindingValue<'flag'>,
): FindingValue<'flag'> {
  const value = new RegExp(
    `\\b${name}["']?\\s{0,3}[=:]\\s{0,3}([^,\\n)}]{1,200})`,
  )
    .exec(text)?.[1]
    .trim();
  if (value === undefined) {
    return otherwise;
  }
  return /^(["'`]|true\b|false\b|none\b|null\b)/i.test(value)
    ? isMet(value)
    : { unknown: `${name} is ${value.slice(0, 80)}, which is set elsewhere` };
}

function isCommit(revision: string): boolean {
  return !/^(["'`](main|master|latest)?["'`]$|none|null)/i.test(revision);
}

function readLoad(source: SourceText, match: RegExpExecArray): Weights[] {
  const open = match.index + match[0].length - 1;
  const text = readArguments(source, open).trim();
  const isDeclaration = /\b(def|class|function)\s+$/.test(
    source.code.slice(Math.max(0, match.index - 20), match.index),
  );
  if (
    isDeclaration ||
    text === '' ||
    (localPath.test(text) && !modelNameOrPath.test(text.split(',')[0]))
  ) {
    return [];
  }
  const isSpread = /(\*\*|\.\.\.)\w/.test(text);
  const openValue = (value: boolean): FindingValue<'flag'> =>
    isSpread ? { unknown: 'The arguments are set elsewhere' } : value;
  const first = text.split(/[,\n]/)[0].replace(/["'`]/g, '').slice(0, 80);
  return [
    {
      ...placeAt(source, match.index, `${match[1]} ${first}`),
      pinned: readArgument(text, 'revision', isCommit, openValue(false)),
      trusted: readArgument(
        text,
        'trust_remote_code',
        value => !/^true/i.test(value),
        openValue(true),
      ),
      safeFormat: readArgument(
        text,
        'use_safetensors',
        value => /^true/i.test(value),
        true,
      ),
    },
  ];
}

function readPickle(source: SourceText, match: RegExpExecArray): Weights[] {
  const text = readArguments(source, match.index + match[0].length - 1);
  const isModel =
    match[1] !== 'pickle.load' && match[1] !== 'pickle.loads'
      ? true
      : /model|weight|classif|estimator|pipeline/i.test(text);
  return isModel
    ? [
        {
          ...placeAt(source, match.index, match[1]),
          pinned: true,
          trusted: true,
          safeFormat:
            match[1] === 'torch.load' &&
            readArgument(
              text,
              'weights_only',
              value => /^true/i.test(value),
              false,
            ),
        },
      ]
    : [];
}

/** A server of models whose environment lets it run code of the hub. */
const trustsByEnvironment =
  /\b(HF_)?TRUST_REMOTE_CODE["']?\s{0,3}[:=]\s{0,3}(JSON\.stringify\()?["']?[Tt]rue\b/;

function readEnvironment(source: SourceText): Weights[] {
  const match = trustsByEnvironment.exec(source.code);
  return match
    ? [
        {
          ...placeAt(source, match.index, 'TRUST_REMOTE_CODE'),
          pinned: true,
          trusted: false,
          safeFormat: true,
        },
      ]
    : [];
}

function findWeights(source: SourceText): Weights[] {
  return [
    ...readEnvironment(source),
    ...[...source.code.matchAll(loads)].flatMap(match =>
      readLoad(source, match),
    ),
    ...[...source.code.matchAll(unpickles)].flatMap(match =>
      readPickle(source, match),
    ),
  ];
}

/** Finds loaded model weights. */
export const weightsDetector: Detector = {
  id: 'weights',
  version: 2,
  title: 'Model weights',
  kinds: ['modelWeights'],
  searched:
    'from_pretrained, downloads from a hub, torch.load, joblib.load, pickled files',
  reads:
    'revision, trust_remote_code, use_safetensors and weights_only of each call, as text',
  ignores: 'weights in a local folder, and arguments that are set elsewhere',
  recognises: (path, folder) =>
    /\.(py|[cm]?[jt]s)$/.test(path) && isServiceCode(path, folder),
  isLikely: mayCallModels,
  async detect(files, { folder, files: paths }) {
    const stored = paths
      .filter(path => pickledFile.test(path) && isServicePart(path, folder))
      .map(path => ({
        subject: path,
        file: path,
        line: 1,
        source: 'read' as const,
        pinned: true,
        trusted: true,
        safeFormat: false,
      }));
    return {
      found: {
        modelWeights: [
          ...(await flatMapInTurns(
            await readServiceCode(files, folder),
            findWeights,
          )),
          ...stored,
        ],
      },
    };
  },
};
