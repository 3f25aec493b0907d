/**
 * Signs in like a browser: from the portal to the provider and back.
 *
 * @returns the message of the portal to its page: `{ type, response: { backstageIdentity } }`, or `{ type, error }`
 */
export async function signInWithOidc(address) {
  const cookies = new Map();
  const start = await visit(
    `${address}/api/auth/oidc/start?env=production&scope=openid%20profile%20email`,
  );
  const consent = await fetch(start.headers.get('location'), {
    redirect: 'manual',
  });
  const end = await visit(consent.headers.get('location'));
  const page = await end.text();
  const [, answer] = page.match(/decodeURIComponent\('([^']+)'\)/) ?? [];
  if (!answer) {
    throw new Error(`No answer in ${page}`);
  }
  return JSON.parse(decodeURIComponent(answer));

  async function visit(url) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...cookies].map(pair => pair.join('=')).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      cookies.set(name, value);
    }
    return response;
  }
}
