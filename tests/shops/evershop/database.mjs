// The shop's database: PGlite, which speaks PostgreSQL's protocol on a loopback port of this process.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { freePort } from './network.mjs';

/** Connections at the most: the shop's pool, its seed and its workers. */
const CONNECTIONS = 60;

/** Opens the database of a directory; `environment` tells the shop where it is. */
export async function open(shop, directory) {
  const require = createRequire(join(shop, 'package.json'));
  const load = (name) => import(pathToFileURL(require.resolve(name)).href);
  const { PGlite } = await load('@electric-sql/pglite');
  const { PGLiteSocketServer } = await load('@electric-sql/pglite-socket');
  const db = await PGlite.create(directory);
  const port = await freePort();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port, maxConnections: CONNECTIONS });
  await server.start();
  return {
    environment: {
      DB_HOST: '127.0.0.1',
      DB_PORT: String(port),
      DB_USER: 'postgres',
      DB_PASSWORD: 'postgres',
      DB_NAME: 'postgres',
      DB_SSLMODE: 'disable',
    },
    rows: async (query) => (await db.query(query)).rows,
    run: (statements) => db.exec(statements),
    close: async () => {
      await server.stop();
      await db.close();
    },
  };
}
