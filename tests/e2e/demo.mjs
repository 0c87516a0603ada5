// The demo's program as a project in a place, and what a model makes of it.

import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { placeFor, root } from './place.mjs';

const demo = join(root, 'tests', 'demo');

export function openDemo(context, options) {
  const place = placeFor(context, options);
  for (const name of readdirSync(demo)) copyFileSync(join(demo, name), join(place.project, name));
  return place;
}

export const inventory = readFileSync(join(demo, 'inventory.py'), 'utf8');
export const needsOrder = 'inventory.py:35'; // a line in needs_order
export const answer =
  '```python\ndef needs_order(item):\n    return item.count < item.minimum\n```\n';
export const simpler = inventory.replace(
  /( {4})if item\.count < item\.minimum:[^]*?return False\n/,
  '$1return item.count < item.minimum\n');

assert.match(inventory.split('\n')[34], /if item\.count < item\.minimum/);
assert.notEqual(simpler, inventory);
