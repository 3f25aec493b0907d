import { Finding } from '@paved-road/plugin-paved-road-common';
import { Detector } from '../Detector';
import { isSupporting } from '../inventory';

const binary =
  /\.(exe|dll|so(\.\d+)*|dylib|jar|war|class|pyc|o|a|lib|whl|egg|msi|apk|deb|rpm)$/i;

/** Wrappers of build tools are binaries that their tools ask to commit. */
const wrapper = /(^|\/)(gradle-wrapper|maven-wrapper)\.jar$/;

/** Finds binary artefacts by their names. */
export const binariesDetector: Detector = {
  id: 'binaries',
  version: 1,
  title: 'Binary artefacts',
  kinds: ['binaries'],
  searched: 'programs, libraries and packages by their names',
  reads: 'names of files',
  ignores:
    'contents, images, models, tests and the wrappers of Gradle and Maven',
  recognises: () => false,
  async detect(_, { files, folder }) {
    const binaries = files
      .filter(
        path =>
          binary.test(path) &&
          !wrapper.test(path) &&
          !isSupporting(path, folder),
      )
      .map((path): Finding<'binaries'> => ({
        subject: path,
        file: path,
        line: 1,
        source: 'read',
      }));
    return { found: { binaries } };
  },
};
