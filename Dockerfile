# syntax=docker/dockerfile:1
# The portal of this repository, for production: docs/guides/operate.md. Build it from the root of the repository.

# The only place that names the base image. To build from a digest, see the guide.
FROM node:24.21.0-slim AS base

FROM base AS build
WORKDIR /build
# Changes of sources alone do not install again.
COPY --parents .yarnrc.yml package.json yarn.lock packages/*/package.json plugins/*/package.json ./
RUN --mount=type=cache,target=/root/.yarn/berry/cache \
  npx --yes --package @yarnpkg/cli-dist@4.18.1 yarn install --immutable
COPY . .
RUN npx --yes --package @yarnpkg/cli-dist@4.18.1 yarn build

FROM base AS dependencies
WORKDIR /app
COPY --from=build /build/.yarnrc.yml /build/backstage.json /build/package.json /build/yarn.lock ./
COPY --from=build /build/packages/backend/dist/skeleton.tar.gz ./
RUN tar -xzf skeleton.tar.gz && rm skeleton.tar.gz
RUN --mount=type=cache,target=/root/.yarn/berry/cache \
  npx --yes --package @yarnpkg/cli-dist@4.18.1 yarn workspaces focus --all --production
COPY --from=build /build/packages/backend/dist/bundle.tar.gz ./
# The archive has the rights of a temporary folder for its root, with which nobody else could read it.
RUN tar -xzf bundle.tar.gz --no-overwrite-dir && rm bundle.tar.gz

FROM base
LABEL org.opencontainers.image.title="Paved Road portal" \
  org.opencontainers.image.licenses="Apache-2.0"
# Clusters may run it as a user that the image does not know, and who has no home.
ENV NODE_ENV=production \
  HOME=/tmp
WORKDIR /app
# All of it belongs to root, so that the process cannot change its own code. It writes to /tmp only.
COPY --from=dependencies /app ./
COPY app-config.yaml app-config.postgres-ssl.yaml app-config.production.yaml app-config.sign-in.yaml ./
COPY templates ./templates
USER 1000:1000
EXPOSE 7007 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --start-interval=2s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 7007}/.backstage/health/v1/readiness`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The rest of the memory limit is for buffers and native code. Not in NODE_OPTIONS, which child processes inherit.
ENTRYPOINT ["node", "--max-old-space-size-percentage=65", "packages/backend", "--config", "app-config.yaml", "--config", "app-config.production.yaml"]
