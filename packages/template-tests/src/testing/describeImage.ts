import { dockerfileFindings } from '../repository/dockerfileFindings';
import { InstalledService } from './InstalledService';

/** Tests of what a container is made from. */
export function describeImage(service: InstalledService): void {
  it('has a safe image', () => {
    expect(dockerfileFindings(service.read('Dockerfile'))).toEqual([]);
    // The context must not carry what git ignores, such as secrets in .env.
    expect(service.read('.dockerignore')).toMatch(/^(\*|\.env)/m);
  });
}
