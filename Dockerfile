# The console with git and Node 24. It listens on loopback only, so run it with the host's network (see docker-compose.yml).
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /culprit
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY server ./server
COPY client ./client
RUN node --input-type=module -e "import { ensureClient } from './server/launch/client.mjs'; await ensureClient()"

FROM node:24.21.0-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /culprit
COPY --from=build /culprit ./
RUN mkdir /data && chown node:node /data
USER node
ENV CULPRIT_DATA=/data
VOLUME /data
HEALTHCHECK --interval=10s --timeout=3s CMD node -e "fetch('http://127.0.0.1:' + (process.env.CULPRIT_PORT ?? 7070) + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "server/main.ts"]
