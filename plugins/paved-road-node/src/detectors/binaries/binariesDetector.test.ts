import { detect, pick } from '../__testUtils__/detect';
import { binariesDetector } from './binariesDetector';

it('finds programs and libraries, but no wrappers, sources and test data', async () => {
  const { found } = await detect(binariesDetector, {
    'bin/tool.exe': '',
    'lib/libmodel.so.1': '',
    'gradle/wrapper/gradle-wrapper.jar': '',
    'src/main.py': '',
    'tests/fixtures/a.jar': '',
  });
  expect(pick(found, 'binaries', 'file')).toEqual([
    ['bin/tool.exe'],
    ['lib/libmodel.so.1'],
  ]);
});
