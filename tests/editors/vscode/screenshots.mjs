// Pictures of VS Code for the READMEs, light and dark, of the extension at work: the workbench of
// the tests, with what a model would say from the wall. `make screenshots` writes them.

import assert from 'node:assert/strict';
import { join } from 'node:path';

import { binary, Place, root } from '../../e2e/place.mjs';
import { startWall } from '../../wall/wall.mjs';
import { here, play } from '../stage.mjs';
import { eventually, Workbench } from './workbench.mjs';

const name = 'pricing.py';
const source = `"""Prices of an order."""


def discount(order, customer):
    if customer.is_member:
        if order.total > 100:
            return 0.1
        else:
            return 0.05
    else:
        if order.total > 100:
            return 0.05
        else:
            return 0.0


def total(order, customer):
    return order.total * (1 - discount(order, customer))
`;
const explanation = `\`discount\` says which share of an order's price a customer is spared.

| | up to 100 | over 100 |
|---|---|---|
| a member | 5 % | 10 % |
| anybody else | nothing | 5 % |

- It returns a **share**, not an amount: \`total\` subtracts it from 1.
- An order of exactly 100 counts as small, since \`>\` leaves the limit out.

\`\`\`python
discount(order, customer)  # 0.1 for a member's order of 250
\`\`\`
`;
const simpler = '```python\ndef discount(order, customer):\n' +
  '    share = 0.05 if customer.is_member else 0.0\n' +
  '    return share + 0.05 if order.total > 100 else share\n```\n';
const usage = { input: 612, output: 184 };
const themes = { light: 'Light Modern', dark: 'Dark Modern' };

const [installed, packed] = await Promise.all([
  play(join(here, 'install-code-server.sh'), [], {}),
  play('make', ['-s', 'build/wye.vsix'], { cwd: root })]);
assert.equal(installed.status, 0, installed.stderr);
assert.equal(packed.status, 0, packed.stderr);
const wall = await startWall({ lifetimeMs: 300_000 });
const place = new Place({ wall });
place.write(name, source);
const settings = { 'wye.server.path': binary, 'wye.preview': 'ask' };
const wb = await Workbench.open(place, installed.stdout.trim(), {
  vsix: join(root, 'build/wye.vsix'), viewport: { width: 1200, height: 700 }, settings });

async function picture(what) {
  for (const [tone, theme] of Object.entries(themes)) {
    await wb.setSettings({ ...settings, 'workbench.colorTheme': `Default ${theme}` });
    await eventually('the theme is on', async () => (tone === 'light' ? 1 : 2) ===
      await wb.api((vscode) => vscode.window.activeColorTheme.kind));
    await new Promise((resolve) => { setTimeout(resolve, 800); });
    await wb.shot(join(root, 'editors/vscode/images', `${what}-${tone}.png`));
  }
}

try {
  await eventually('the server runs', () => wb.api((vscode) => vscode.commands.getCommands()
    .then((all) => all.includes('wye.run'))));
  await wb.openFile(name, 'discount(order');
  wall.script('openai', { text: explanation, usage });
  await wb.command('wye.action.explain');
  await eventually('it is explained', async () =>
    /\$/.test(await wb.explanation().locator('#header').textContent()));
  await wb.command('workbench.action.closeSidebar');
  await wb.dismissToasts();
  await picture('explain');
  await wb.api((vscode) => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  await wb.openFile(name, 'discount(order');
  wall.script('anthropic', { text: simpler, usage });
  await wb.command('wye.action.refactor.simplify');
  await wb.page.locator('.monaco-diff-editor .editor.modified', { hasText: 'share' }).waitFor();
  await picture('preview');
} finally {
  await wb.close();
  await place.close();
  await wall.close();
}
