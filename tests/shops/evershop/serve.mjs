// Serves the prepared shop in this process, so that whoever ends the process ends all of it.

import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { open } from './database.mjs';
import { answers, freePort } from './network.mjs';
import { WITHOUT_WORKERS } from './prepare.mjs';

/** Tables whose rows are counted: what must stay 0 over an audit (`lines` once the cart is emptied), and the carts. */
const COUNTED = {
  orders: 'order',
  payments: 'payment_transaction',
  customers: 'customer',
  comments: 'blog_comment',
  reactions: 'blog_reaction',
  passwords: 'reset_password_token',
  carts: 'cart',
  lines: 'cart_item',
  addresses: 'cart_address',
};

/** Serves until the process ends; prints the URL once the home page answers. */
export async function serve(shop, directory, wantedPort) {
  const database = await open(shop, directory);
  const port = wantedPort || (await freePort());
  const url = `http://127.0.0.1:${port}/`;
  answerCounters(await counters(database), () => counters(database));
  listenOnLoopbackOnly();
  const say = process.stdout.write.bind(process.stdout);
  // The shop writes its log to stdout: ours is for the URL only.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  Object.assign(process.env, database.environment, {
    PORT: String(port),
    EVERSHOP_HOME_URL: url.slice(0, -1),
    ...WITHOUT_WORKERS,
  });
  process.chdir(shop);
  await import(pathToFileURL(join(shop, 'node_modules/@evershop/evershop/dist/bin/start/index.js')).href);
  while (!(await answers(url))) await pause(50);
  say(`${url}\n`);
}

async function counters(database) {
  const counts = {};
  for (const [name, table] of Object.entries(COUNTED)) {
    const [{ count }] = await database.rows(`SELECT count(*)::int AS count FROM "${table}"`);
    counts[name] = count;
  }
  return counts;
}

/** Answers how many rows came in since the shop was opened. */
function answerCounters(before, now) {
  const create = http.createServer;
  http.createServer = (shop) =>
    create(async (request, response) => {
      if (request.url !== '/__counters') return shop(request, response);
      const counts = Object.entries(await now()).map(([name, count]) => [name, count - before[name]]);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(Object.fromEntries(counts)));
    });
}

/** The shop listens on every address of the machine by itself. */
function listenOnLoopbackOnly() {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function loopback(port, ...rest) {
    return typeof port === 'number' && typeof rest[0] !== 'string'
      ? listen.call(this, port, '127.0.0.1', ...rest)
      : listen.call(this, port, ...rest);
  };
}
