// The page of `wye report --html` in a real browser: with nothing, one and 100,000 actions, in
// light and dark, on wide screens and telephones. WYE_PICTURES=FOLDER keeps pictures of it.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { wye } from '../e2e/cli.mjs';
import { placeFor, root } from '../e2e/place.mjs';
import { makeLedger, record, recordMany } from '../e2e/recorded.mjs';
import { Browser, chromium } from './browser.mjs';

const binary = join(root, 'build', 'wye');
const one = { key: 'one', at: Date.now(), status: 'applied', task: 'refactor', language: 'python',
  model: 'claude-opus-4-8', totalMs: 5320, acceptance: 'kept', attempts: [
    { model: 'claude-opus-4-8', outcome: 'ok', usage: [3000, 0, 0, 900, 0], cost: 37500 }] };
const config = { budget: { usd_per_day: 5 } };

async function pageOf(context, count, args) {
  const days = Number(args[1] ?? 30);
  const place = placeFor(context, { config, keys: ['ANTHROPIC_API_KEY'] });
  if (count > 0) await makeLedger(place);
  if (count === 1) record(place, [one]);
  if (count > 1) recordMany(place, count, days);
  const file = join(place.folder, 'report.html');
  await wye(place, 0, ['report', '--html', file, ...args], { binary });
  return pathToFileURL(file).href;
}

// What is cut off or reaches out of the window, and words that are hard to read on their ground
// (less than 4.5 to 1, WCAG's AA).
const look = `(() => {
  const found = [];
  const shown = (element) => element.getClientRects().length > 0;
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3).map((value) => value / 255)
    .map((value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide');
  for (const element of document.body.querySelectorAll('*')) {
    if (!shown(element) || element.closest('svg')) continue;
    const what = element.tagName + '.' + element.className + ': ' +
      element.textContent.trim().slice(0, 40);
    const { left, right } = element.getBoundingClientRect();
    if (left < -0.5 || right > innerWidth + 0.5) found.push('outside: ' + what);
    // A date stands under the middle of its bar, and may reach into the card's margin.
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 &&
      getComputedStyle(element).display !== 'inline' && !element.matches('.spend, .dates'))
      found.push('too narrow: ' + what);
    const hasWords = [...element.childNodes].some((node) =>
      node.nodeType === 3 && node.data.trim());
    if (!hasWords) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(groundOf(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.push('contrast ' + contrast.toFixed(1) + ': ' + what);
  }
  return [...new Set(found)].slice(0, 10);
})()`;

const skip = chromium ? false : 'there is no Chromium; tests/setup.sh check installs one';

describe('the page of a report', { skip }, () => {
  for (const [count, args] of [[0, []], [1, []], [100_000, []], [1, ['--days', '1']],
    [2000, ['--days', '365']]])
    test(`${count} actions${args.length ? `, ${args.join(' ')}` : ''}`, async (context) => {
      const url = await pageOf(context, count, args);
      const browser = await Browser.open(context);
      const grounds = new Set();
      for (const scheme of ['light', 'dark'])
        for (const width of [1280, 768, 390, 320]) {
          await browser.show(url, { width, scheme });
          await browser.evaluate("document.querySelectorAll('details').forEach((one) => " +
            '{ one.open = true; })');
          assert.deepEqual(await browser.evaluate(look), [], `${scheme}, ${width} wide`);
          grounds.add(await browser.evaluate('getComputedStyle(document.body).backgroundColor'));
          if (process.env.WYE_PICTURES)
            writeFileSync(join(process.env.WYE_PICTURES,
              `${[count, ...args, width, scheme].join('-')}.png`), await browser.picture());
        }
      assert.equal(grounds.size, 2, 'light and dark differ');
      assert.deepEqual(browser.problems, []);
      assert.deepEqual([...new Set(browser.requests)], [url]);
      const bars = await browser.evaluate("document.querySelectorAll('.bin').length");
      assert.equal(bars, count === 0 ? 0 : { 1: 1, 365: 53 }[args[1]] ?? 30);
    });

  test('what stands in the ledger is text, and nothing else', async (context) => {
    const place = placeFor(context, { config });
    await makeLedger(place);
    const odd = '</title></style><script>document.title="ran"</script><img src=x onerror=1>"\'&';
    record(place, [{ ...one, model: odd, language: odd, task: odd,
      attempts: [{ ...one.attempts[0], model: odd }] }]);
    const file = join(place.folder, 'report.html');
    await wye(place, 0, ['report', '--html', file], { binary });
    const browser = await Browser.open(context);
    await browser.show(pathToFileURL(file).href);
    assert.equal(await browser.evaluate("document.querySelectorAll('script, img').length"), 0);
    assert.match(await browser.evaluate('document.title'), /^wye report/);
    const words = await browser.evaluate("document.querySelector('td.name').textContent");
    assert.equal(words, odd);
    assert.deepEqual(browser.problems, []);
  });
});
