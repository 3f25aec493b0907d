import { detect } from '../__testUtils__/detect';
import { dockerfileDetector } from './dockerfileDetector';

const read = async (text: string, path = 'Dockerfile') =>
  (await detect(dockerfileDetector, { [path]: text })).found;

describe('base images', () => {
  it.each([
    ['FROM node:24-slim', true],
    ['FROM debian:bookworm-slim', true],
    ['FROM gcr.io/distroless/static:nonroot', true],
    [`FROM nginx@sha256:${'a'.repeat(64)}`, true],
    ['FROM node:24 AS build\nFROM scratch\nCOPY --from=build /a /a', true],
    ['ARG VERSION=3.4\nARG BASE=org/ruby:$VERSION\nFROM $BASE', true],
    ['FROM nginx', false],
    ['FROM nginx:latest', false],
    ['FROM nginx:alpine', false],
    ['FROM node:lts-alpine', false],
    [
      'ARG BASE\nFROM $BASE',
      { unknown: '$BASE is set when the image is built' },
    ],
  ])('%s', async (text, pinned) => {
    expect((await read(text)).images).toMatchObject([{ pinned }]);
  });
});

describe('users', () => {
  it.each([
    ['FROM node:24\nUSER node', true],
    ['FROM node:24\nUSER node\nUSER root', false],
    ['FROM node:24\nUSER 0:0', false],
    ['FROM node:24', false],
    ['FROM node:24 AS base\nUSER node\nFROM base', true],
    ['FROM gcr.io/distroless/static:nonroot', true],
    [
      'FROM node:24\nUSER $APP_USER',
      { unknown: 'USER $APP_USER is set when the image is built' },
    ],
  ])('%s', async (text, nonRoot) => {
    expect((await read(text)).images).toMatchObject([{ nonRoot }]);
  });
});

it('reads the health check of the last stage', async () => {
  const { workloads } = await read(
    'FROM node:24\nHEALTHCHECK CMD curl localhost\n',
  );
  expect(workloads).toMatchObject([{ readinessProbe: { exists: true } }]);
});

it.each([
  ['Containerfile', 1],
  ['deploy/api.Dockerfile', 1],
  ['deploy/crawler-dockerfile', 1],
  ['Dockerfile.dev', 0],
  ['dev.Dockerfile', 0],
  ['.github/scan.dockerfile', 0],
  ['.devcontainer/Dockerfile', 0],
  ['tests/Dockerfile', 0],
  ['Dockerfile.md', 0],
  ['src/listDockerfiles.ts', 0],
])('finds %s: %d', async (path, count) => {
  expect((await read('FROM node:24', path)).images ?? []).toHaveLength(count);
});
