#!/usr/bin/env node
// Start the EverShop test shop on a free loopback port.
//
//     start.mjs [STATE_DIR] [--port N] [--stay]
//
// STATE_DIR (default: target/real-shop of this checkout) keeps the installed packages, the built shop and its seeded
// database, so that only the first start is slow. Nothing outside of it is written, and after the packages were
// fetched nothing outside this machine is asked. Every start serves a fresh copy of the seeded database.
//
// The first line on stdout is the shop's URL, printed once its home page answers. The shop stops when stdin closes
// (--stay: only when it is killed). `GET /__counters` answers the row counts of its database.
//
// Exit status 3: this machine lacks what the shop needs (Node 20, npm, the packages).

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { CannotBeHad, abandonChildren, fill, install } from './prepare.mjs';
import { serve } from './serve.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const CANNOT_BE_HAD = 3;
/** What the shop's program and its data are made of: they are made anew when one of these changes. */
const PROGRAM = ['package.json', 'package-lock.json'];
const DATA = [...PROGRAM, 'products.json', 'prepare.mjs', 'addresses.sql', 'delivery-and-payment.sql', 'home-page.sql'];

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '0' }, stay: { type: 'boolean', default: false } },
  });
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new CannotBeHad(`Node 20 or later is needed, this is ${process.version}`);
  }
  const state = resolve(positionals[0] ?? join(HERE, '../../../target/real-shop'));
  mkdirSync(state, { recursive: true });
  process.on('SIGTERM', abandon);
  process.on('SIGINT', abandon);
  if (!values.stay) {
    process.stdin.on('end', abandon).on('error', abandon).resume();
  }

  const shop = join(state, `evershop-${digest(PROGRAM)}`);
  const data = join(shop, `database-${digest(DATA)}`);
  const lock = await locked(join(state, 'evershop.lock'));
  const run = join(state, `evershop-run-${process.pid}`);
  try {
    await once(shop, () => install(shop, HERE));
    await once(data, () => fill(shop, data, HERE));
    removeDeadRuns(state);
    cpSync(join(data, 'rows'), run, { recursive: true });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
  process.on('exit', () => rmSync(run, { recursive: true, force: true }));
  await serve(shop, run, Number(values.port));
}

/** Makes a directory, or makes it again where that was broken off. */
async function once(directory, make) {
  const ready = join(directory, 'ready');
  if (existsSync(ready)) return;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  await make();
  writeFileSync(ready, '');
}

/** A short key that changes with the contents of the files. */
function digest(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const name of sources) {
    hash.update(`${name}\0`).update(readFileSync(join(HERE, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Two tests may start at once: one prepares, the other waits for it. */
async function locked(lock) {
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return lock;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    await pause(200);
    const owner = join(lock, 'pid');
    if (existsSync(owner) && !isAlive(Number(readFileSync(owner, 'utf8')))) {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

/** A shop that was killed hard could not remove its own database. */
function removeDeadRuns(state) {
  for (const name of readdirSync(state)) {
    const process = /^evershop-run-(\d+)$/.exec(name)?.[1];
    if (process && !isAlive(Number(process))) {
      rmSync(join(state, name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function abandon() {
  abandonChildren();
  process.exit(0);
}

main().catch((error) => {
  abandonChildren();
  console.error(`start.mjs: ${error instanceof CannotBeHad ? error.message : error.stack}`);
  process.exit(error instanceof CannotBeHad ? CANNOT_BE_HAD : 1);
});
