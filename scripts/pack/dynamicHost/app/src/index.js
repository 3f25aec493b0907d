/*
 * A front end that has no plugin of Paved Road, and loads it from the back end at its start. Does what
 * `@backstage/frontend-dynamic-feature-loader` does in Red Hat Developer Hub.
 */
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { loadModuleFederationHostShared } from '@backstage/module-federation-common';
import { createInstance } from '@module-federation/enhanced/runtime';
import ReactDOM from 'react-dom/client';

const dynamicPlugins = createFrontendFeatureLoader({
  async loader() {
    const response = await fetch('/.backstage/dynamic-features/remotes');
    const remotes = (await response.json()).map(({ remoteInfo }) => remoteInfo);
    const shared = await loadModuleFederationHostShared();
    const federation = createInstance({ name: 'app', remotes, shared });
    const modules = await Promise.all(
      remotes.map(({ name }) => federation.loadRemote(name)),
    );
    return modules.map(loaded => loaded.default);
  },
});

ReactDOM.createRoot(document.getElementById('root')).render(
  createApp({ features: [dynamicPlugins] }).createRoot(),
);
