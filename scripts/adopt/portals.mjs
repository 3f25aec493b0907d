/** The portals that `./dev adopt` can make; the first is the default. */
const portals = [
  { backstage: '1.57', frontend: 'new' },
  { backstage: '1.57', frontend: 'classic' },
  { backstage: '1.55', frontend: 'new' },
  { backstage: '1.55', frontend: 'classic' },
  { backstage: 'create-app', frontend: 'new' },
];

/**
 * The portals to adopt Paved Road in.
 *
 * @param options - `backstage` and `frontend`, if given, select portals; `all` takes all of these, otherwise the first
 * @param seed - hash of a commit, chooses one more of another release
 */
export function choosePortals({ all, backstage, frontend }, seed) {
  const selected = portals.filter(
    portal =>
      (!backstage || portal.backstage === backstage) &&
      (!frontend || portal.frontend === frontend),
  );
  if (selected.length === 0) {
    throw new Error(
      `--backstage and --frontend are one of ${portals.map(portal => `${portal.backstage} ${portal.frontend}`).join(', ')}.`,
    );
  }
  if (all) {
    return selected;
  }
  const [first] = selected;
  const others = selected.filter(
    ({ backstage: release }) => release !== first.backstage,
  );
  if (!seed) {
    return [first];
  }
  const number = Number.parseInt(seed.slice(0, 8), 16);
  if (Number.isNaN(number)) {
    throw new Error(`ADOPT_SEED is "${seed}". Use the hash of a commit.`);
  }
  return [first, ...others.slice(number % others.length).slice(0, 1)];
}
