import { detect } from '../__testUtils__/detect';
import { weightsDetector } from './weightsDetector';

const read = async (code: string) => {
  const { found } = await detect(weightsDetector, { 'app/model.py': code });
  return found.modelWeights.map(({ pinned, trusted, safeFormat }) => ({
    pinned,
    trusted,
    safeFormat,
  }));
};

const good = { pinned: true, trusted: true, safeFormat: true };

describe('model weights', () => {
  it.each([
    ['AutoModel.from_pretrained("org/model", revision="8f3a1c2")', good],
    ['AutoModel.from_pretrained("org/model")', { ...good, pinned: false }],
    [
      'hf_hub_download(\n    repo_id="org/model",\n    filename="m.gguf",\n    revision="main",\n)',
      { ...good, pinned: false },
    ],
    [
      'SentenceTransformer("org/model", revision="8f3a1c2", trust_remote_code=True)',
      { ...good, trusted: false },
    ],
    [
      'AutoModel.from_pretrained(name, revision=REVISION)',
      {
        ...good,
        pinned: { unknown: 'revision is REVISION, which is set elsewhere' },
      },
    ],
    [
      'AutoModel.from_pretrained(name, revision="8f3a1c2", **options)',
      { ...good, trusted: { unknown: 'The arguments are set elsewhere' } },
    ],
    [
      'environment={"HF_TRUST_REMOTE_CODE": "true"}',
      { ...good, trusted: false },
    ],
    ['torch.load(path)', { ...good, safeFormat: false }],
    ['torch.load(path, weights_only=True)', good],
    ['joblib.load("model.joblib")', { ...good, safeFormat: false }],
    ['pickle.load(model_file)', { ...good, safeFormat: false }],
  ])('reads %s', async (code, expected) => {
    expect(await read(code)).toEqual([expected]);
  });

  it.each([
    'AutoModel.from_pretrained("./model")',
    'AutoModel.from_pretrained(model_path)',
    'def from_pretrained(cls, name):',
    '# AutoModel.from_pretrained("org/model")',
    'pickle.load(session)',
    '',
  ])('does not count %s', async code => {
    expect(await read(code)).toEqual([]);
  });

  it('lists pickled files, but not those of tests', async () => {
    const { found } = await detect(weightsDetector, {
      'models/iris.joblib': '',
      'tests/model.pkl': '',
      'data/blob.bin': '',
    });
    expect(found.modelWeights).toMatchObject([
      { subject: 'models/iris.joblib', safeFormat: false },
    ]);
  });
});
