// Makes the shop: fetches the packages, builds the pages, fills the database. A minute or two; done once.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { open } from './database.mjs';
import { answers, freePort } from './network.mjs';

/** The machine lacks something that the shop needs. */
export class CannotBeHad extends Error {}

/** Time that the shop gets to come up, or to work off what the seed left to do. */
const PATIENCE = 120_000;

const EVERSHOP = 'node_modules/@evershop/evershop/dist/bin/evershop.js';
const SEED = 'node_modules/@evershop/evershop/dist/bin/seed/data';
const SEED_AS_IT_CAME = 'node_modules/@evershop/evershop/src/bin/seed/data';

/**
 * The shop's workers send mail, count sales and make addresses, now and then one too few. With this PATH the shop does
 * not find the program to run them with.
 */
export const WITHOUT_WORKERS = { PATH: '/nowhere' };

const children = new Set();

/** Ends the processes of a preparation that is given up. */
export function abandonChildren() {
  for (const child of children) {
    try {
      // The group: the shop has workers of its own.
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

/** Fetches the packages into an empty directory and builds the pages. */
export async function install(shop, sources) {
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(sources, name), join(shop, name));
  for (const name of ['config', 'extensions', 'media', 'public', 'themes', 'translations']) mkdirSync(join(shop, name));
  // Not `ci`: the lock file lists the native packages of the machine that wrote it only.
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const cache = join(shop, 'npm-cache');
  await step('fetching packages', shop, 'npm', npm, { npm_config_cache: cache }).catch((error) => {
    throw new CannotBeHad(error.message);
  });
  rmSync(cache, { recursive: true, force: true });
  writeFileSync(join(shop, 'config/default.json'), JSON.stringify({ shop: { language: 'en', currency: 'USD' } }));
  const database = await open(shop, join(shop, 'nothing-yet'));
  await step('building the pages', shop, process.execPath, [EVERSHOP, 'build'], database.environment);
  await database.close();
}

/** Fills a database: the shop's own demo data without pictures, two products of ours, delivery and payment. */
export async function fill(shop, directory, sources) {
  changeSeed(shop, sources);
  const database = await open(shop, join(directory, 'rows'));
  const environment = { ...database.environment, ...WITHOUT_WORKERS, PORT: String(await freePort()) };
  const running = start(shop, process.execPath, [EVERSHOP, 'start'], environment);
  await until('the shop answers', () => answers(`http://127.0.0.1:${environment.PORT}/`));
  await step('filling the database', shop, process.execPath, [EVERSHOP, 'seed', '--all'], environment);
  for (const name of ['addresses.sql', 'delivery-and-payment.sql', 'home-page.sql']) {
    await database.run(readFileSync(join(sources, name), 'utf8'));
  }
  const ended = new Promise((resolve) => running.once('exit', resolve));
  process.kill(-running.pid, 'SIGKILL');
  await ended;
  await database.close();
}

/** Takes the pictures out of the seed, which would be fetched from elsewhere, and puts our products in. */
function changeSeed(shop, sources) {
  const own = JSON.parse(readFileSync(join(sources, 'products.json'), 'utf8'));
  for (const name of readdirSync(join(shop, SEED_AS_IT_CAME))) {
    const came = JSON.parse(readFileSync(join(shop, SEED_AS_IT_CAME, name), 'utf8'));
    const all = name === 'products.json' ? [...came, ...own] : came;
    writeFileSync(join(shop, SEED, name), JSON.stringify(withoutPictures(all)));
  }
}

function withoutPictures(value) {
  if (Array.isArray(value)) return value.map(withoutPictures);
  if (value === null || typeof value !== 'object') return isElsewhere(value) ? '' : value;
  const entries = Object.entries(value).filter(([name]) => name !== 'images');
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutPictures(inner)]));
}

function isElsewhere(value) {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

async function step(what, shop, program, options, environment) {
  console.error(`start.mjs: ${what}`);
  const child = start(shop, program, options, environment);
  const status = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  if (status !== 0) throw new Error(`${what} failed: ${status}`);
}

/** A process in a group of its own, stdout to our stderr: our stdout is for the URL only. */
function start(shop, program, options, environment) {
  const child = spawn(program, options, {
    cwd: shop,
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 2, 2],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

async function until(what, holds) {
  console.error(`start.mjs: waiting until ${what}`);
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited too long until ${what}`);
    await pause(200);
  }
}
