const backend = 'http://localhost:7107';

async function getJson(path: string, headers: Record<string, string>) {
  const response = await fetch(`${backend}${path}`, { headers });
  if (!response.ok) {
    throw new Error(`GET ${path}: ${response.status}`);
  }
  return await response.json();
}

/** Reads the portal's APIs as one of the demo's people. */
export async function apiAs(entityRef: string) {
  const { backstageIdentity } = await getJson('/api/auth/demo/refresh', {
    'x-demo-user': entityRef,
  });
  return (path: string) =>
    getJson(path, { Authorization: `Bearer ${backstageIdentity.token}` });
}
