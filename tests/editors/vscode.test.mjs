// wye's extension in VS Code's own workbench and extension host, packed as `make vsix` packs it.
// What a model would say comes from the wall. One workbench serves all cases, in their order: it
// begins without a key and in a workspace that is not trusted, as a newcomer does.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { binary, checkReports, keys, Place, root } from '../e2e/place.mjs';
import { startWall } from '../wall/wall.mjs';
import { answer, findings, here, play, processesOf, simpler, source } from './stage.mjs';
import { eventually, Workbench } from './vscode/workbench.mjs';

const name = 'größe.py';
const manifest = JSON.parse(readFileSync(join(root, 'editors/vscode/package.json'), 'utf8'));

test('the settings are those of the schema, and every action has its command', async () => {
  const { status, stderr } = await play('node',
    [join(root, 'editors/vscode/generate.mjs'), '--check'], {});
  assert.equal(status, 0, stderr);
  const ids = readdirSync(join(root, 'server/actions')).filter((file) => file.endsWith('.c'))
    .flatMap((file) => [...readFileSync(join(root, 'server/actions', file), 'utf8')
      .matchAll(/^const struct action action_(?!suggestion)\w+ = \{[^]*?\.id = "([\w.]+)"/gm)])
    .map(([, id]) => `wye.action.${id}`).sort();
  const commands = manifest.contributes.commands.map(({ command }) => command);
  assert.deepEqual(commands.filter((command) => command.startsWith('wye.action.')).sort(), ids);
  assert.deepEqual(manifest.contributes.menus['wye.editor'].map(({ command }) => command).sort(),
    ids);
});

describe('VS Code', () => {
  let wall;
  let place;
  let wb;
  const settings = { 'wye.server.path': binary };
  const haiku = { id: 'haiku', title: 'Write a haiku about', task: 'explain', output: 'markdown',
    prompt: '{{code}}' };

  before(async () => {
    const [installed, packed] = await Promise.all([
      play(join(here, 'install-code-server.sh'), [], {}),
      play('make', ['-s', 'build/wye.vsix'], { cwd: root })]);
    assert.equal(installed.status, 0, `no code-server could be installed:\n${installed.stderr}`);
    assert.equal(packed.status, 0, `${packed.stdout}${packed.stderr}`);
    wall = await startWall({ lifetimeMs: 900_000 });
    place = new Place({ wall, keys: [] });
    for (const variable of ['ASAN_OPTIONS', 'UBSAN_OPTIONS'])
      place.env[variable] += `:log_path=${join(place.folder, 'report')}`;
    place.write(name, source);
    place.write('.vscode/settings.json', JSON.stringify({ 'wye.actions': [haiku],
      'wye.models': { mole: { provider: 'openai', id: 'mole', context_tokens: 32000 } },
      'wye.privacy': { never: ['**'] } }));
    wb = await Workbench.open(place, installed.stdout.trim(),
      { vsix: join(root, 'build/wye.vsix'), settings });
  });

  beforeEach(() => wall.reset());

  // For who looks for what went wrong.
  const pictures = process.env.WYE_PICTURES;
  afterEach(({ name: test }) => pictures && wb.shot(join(pictures, `${test}.png`)));

  after(async () => {
    try {
      await wb?.close();
      if (place) await eventually('no process is left', () => processesOf(place).length === 0);
      for (const file of place ? readdirSync(place.folder) : [])
        if (file.startsWith('report.'))
          checkReports(readFileSync(join(place.folder, file), 'utf8'));
      await place?.close();
    } finally {
      await wall?.close();
    }
  });

  // --- Helpers -----------------------------------------------------------------------------------

  // The one server that runs; undefined where none does.
  const serverPid = () => processesOf(place).find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('wye\0serve');
    } catch {
      return false;
    }
  });

  const ready = () => eventually('the server runs', async () =>
    serverPid() && await wb.api((vscode) => vscode.commands.getCommands()
      .then((all) => all.includes('wye.run'))));

  // A file with `text`, open with the cursor at `wanted`, and nothing else.
  async function open({ text = source, wanted = 'count > 3', settings: more = {} } = {}) {
    await wb.api(async (vscode) => {
      await vscode.workspace.saveAll(true);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
    await wb.dismissToasts();
    place.write(name, text);
    await setSettings(more);
    await eventually('the buffer is the file', async () => await wb.textOf(name) === text);
    await wb.openFile(name, wanted);
  }

  // The person's settings; a change of the server's own starts it again.
  async function setSettings(more = {}) {
    const pid = serverPid();
    const changed = await wb.setSettings({ ...settings, ...more });
    if (changed.some((key) => key !== 'wye.preview'))
      await eventually('another server runs', () => serverPid() && serverPid() !== pid);
    await ready();
  }

  const isSaid = (text) => wb.toast(text).waitFor({ timeout: 20_000 });
  const becomes = (text) => eventually(`the text becomes ${text}`,
    async () => await wb.textOf(name) === text);

  async function setKey(provider, key) {
    const before = serverPid();
    await wb.palette('wye: Set API Key…');
    await wb.choose(provider);
    await wb.page.locator('.quick-input-widget input[type=password]').waitFor();
    await wb.page.locator('.quick-input-widget input').fill(key);
    await wb.press('Enter');
    await eventually('another server runs', () => serverPid() && serverPid() !== before);
    await ready();
  }

  // --- Without a key -----------------------------------------------------------------------------

  test('no key: the built-in engine explains, and says that it is that', async () => {
    await ready();
    await open();
    assert.match((await wb.menu()).join('\n'), /^Explain is_large \(built-in engine\)$/m);
    await wb.press('Escape');
    await wb.pick('Explain is_large');
    const page = wb.explanation();
    await eventually('the page names the engine', async () => /^Built-in engine · no model is/
      .test(await page.locator('#header').textContent()));
    assert.match(await page.locator('#text').textContent(), /is_large is a function/);
    assert.match(await wb.status(), /Built-in engine/);
    assert.equal(wall.requests.length, 0);
  });

  test('a workspace that is not trusted gives no settings', async () => {
    await open();
    assert.doesNotMatch((await wb.menu()).join('\n'), /haiku/);
    await wb.press('Escape');
  });

  test('a key is set, kept out of the settings, and handed to the server', async () => {
    await setKey('anthropic', keys.ANTHROPIC_API_KEY);
    await setKey('openai', keys.OPENAI_API_KEY);
    assert.ok(readFileSync(`/proc/${serverPid()}/environ`, 'latin1')
      .includes(keys.ANTHROPIC_API_KEY));
    wall.script('openai', { text: 'It compares.\n' });
    await open();
    await wb.pick('Explain is_large');
    await eventually('the page has it', async () =>
      /It compares/.test(await wb.explanation().locator('#text').textContent()));
    assert.equal(wall.requests.length, 1);
    assert.ok(wall.requests[0].hasKey);
    assert.doesNotMatch(JSON.stringify(wb.readSettings()), /wall-/);
  });

  // --- Explain -----------------------------------------------------------------------------------

  const hostile = 'Tells whether `count` is **large** 🙂.\n\n' +
    '<img src="http://127.0.0.1:1/leak"> ![p](http://127.0.0.1:1/leak)\n\n' +
    '[a command](command:wye.pause) [the web](https://example.com/x)\n\n' +
    '<script>document.title="owned"</script>\n\nThe end.\n';

  test('an explanation streams, is harmless, is copied, and asked again of another', async () => {
    const [beginning] = hostile.split('<img');
    wall.script('openai', { chunks: [beginning, hostile.slice(beginning.length)],
      chunkDelayMs: 1500 });
    await open();
    await wb.pick('Explain is_large');
    const page = wb.explanation();
    const text = page.locator('#text');
    await eventually('the beginning is there', async () =>
      (await text.textContent()).includes('large 🙂'));
    assert.doesNotMatch(await text.textContent(), /The end/);
    assert.ok(await page.locator('#again').isDisabled());
    await eventually('the end is there', async () => /The end/.test(await text.textContent()));
    await eventually('who, why and how much', async () =>
      /GPT.* · Python explain: .* · (less than )?\$/i
        .test(await page.locator('#header').textContent()));
    assert.equal(await page.locator('#text strong').textContent(), 'large');
    assert.equal(await page.locator('#text img, #text script').count(), 0);
    assert.deepEqual(await page.locator('#text a').evaluateAll((links) =>
      links.map(({ href, title }) => [href, title])),
    [['https://example.com/x', 'https://example.com/x']]);
    await page.locator('#copy').click();
    await eventually('it is copied', async () =>
      (await wb.api((vscode) => vscode.env.clipboard.readText())).includes('is **large** 🙂'));
    wall.script('anthropic', { text: 'From another one.\n' });
    await page.locator('#again').click();
    await wb.choose('claude-haiku');
    await eventually('the other one is there', async () =>
      /From another one/.test(await text.textContent()));
    assert.deepEqual(wall.requests.map(({ dialect }) => dialect), ['openai', 'anthropic']);
    assert.match(wall.requests[1].body.model, /haiku/);
  });

  test('a provider that is down: the next is asked, and that is told', async () => {
    wall.script('openai', { status: 500, times: 'forever' });
    wall.script('anthropic', { text: 'From the second one.\n' });
    await open();
    await wb.command('wye.action.explain');
    const page = wb.explanation();
    await eventually('the second one is there', async () =>
      /From the second one/.test(await page.locator('#text').textContent()));
    await isSaid(/GPT.*answered instead/);
    assert.equal(wall.requests.at(-1).dialect, 'anthropic');
    await eventually('the status bar names it', async () => /Claude/.test(await wb.status()));
  });

  test('Cancel closes the connection', async () => {
    wall.script('openai', { fault: 'stall', text: 'Once upon a time. '.repeat(40) });
    await open();
    await wb.pick('Explain is_large');
    const toast = wb.toast('Explain is_large');
    await toast.waitFor();
    await eventually('it tells who is asked', async () => /GPT/i.test(await toast.textContent()));
    await toast.getByText('Cancel', { exact: true }).click();
    assert.ok((await wall.waitFor(({ isOver }) => isOver)).closedByClient);
    await eventually('the page says so', async () =>
      /^Cancelled/.test(await wb.explanation().locator('#header').textContent()));
    await toast.waitFor({ state: 'detached' });
    assert.equal(wall.requests.length, 1);
  });

  // --- Review ------------------------------------------------------------------------------------

  test('a review is in Problems, and its quick fix is applied', async () => {
    wall.script('anthropic', { text: findings });
    await open();
    await wb.pick('Review is_large');
    const [problem] = await eventually('there is a problem', async () => {
      const found = await wb.problems(name);
      return found.length && found;
    });
    assert.deepEqual(problem, { message: 'Three is not large: Use >= here. 🙂', source: 'wye',
      severity: 1, line: 4 });
    await wb.command('workbench.actions.view.problems');
    await wb.page.locator('.markers-panel', { hasText: 'Three is not large' }).waitFor();
    await wb.command('workbench.action.closePanel');
    await wb.openFile(name, 'count > 3');
    await wb.pick('Apply suggestion: Three is not large');
    await becomes(source.replace('count > 3', 'count >= 3'));
    await eventually('the problem is gone', async () => (await wb.problems(name)).length === 0);
    assert.equal(wall.requests.length, 1);
  });

  test('what another server marks is fixed', async () => {
    wall.script('openai', { text: answer });
    await open();
    await wb.api((vscode, [file, line], kept) => {
      kept.other ??= vscode.languages.createDiagnosticCollection('other');
      const problem = new vscode.Diagnostic(new vscode.Range(line, 4, line, 16), 'No else here');
      problem.source = 'otherlint';
      kept.other.set(vscode.Uri.file(file), [problem]);
    }, [join(place.project, name), 4]);
    await eventually('it is marked', async () => (await wb.problems(name)).length === 1);
    await wb.pick('Fix: No else here');
    await becomes(simpler);
    assert.match(JSON.stringify(wall.requests[0].body.messages), /No else here/);
    await wb.api((_vscode, _argument, kept) => kept.other.clear());
  });

  // --- Edits -------------------------------------------------------------------------------------

  test('an edit lands behind non-ASCII text, and one undo takes it back', async () => {
    wall.script('anthropic', { text: answer });
    await open();
    await wb.pick('Simplify is_large');
    await becomes(simpler);
    await wb.openFile(name, 'count > 3');
    await wb.press('Control+z');
    await becomes(source);
    assert.equal(wall.requests.length, 1);
  });

  test('an instruction: from the box, which remembers it, and from a comment', async () => {
    wall.script('anthropic', { text: answer, times: 3 });
    await open();
    await wb.palette('wye: Refactor with Instruction…');
    await wb.page.locator('.quick-input-widget input').fill('without a branch, bitte: größer');
    await wb.press('Enter');
    await becomes(simpler);
    assert.match(JSON.stringify(wall.requests[0].body.messages), /without a branch, bitte: größer/);
    await open();
    await wb.palette('wye: Refactor with Instruction…');
    await wb.page.locator('.quick-input-list .monaco-list-row', { hasText: 'without a branch' })
      .waitFor();
    await wb.press('Enter');
    await becomes(simpler);
    await open({ text: source.replace('    if count', '    # wye: one line\n    if count') });
    await wb.pick('Refine: one line');
    await becomes(simpler);
    assert.match(JSON.stringify(wall.requests[2].body.messages), /one line/);
  });

  const typed = (text) => wb.api(async (vscode, line) => {
    const editor = vscode.window.visibleTextEditors.find(({ document: { uri } }) =>
      uri.scheme === 'file');
    const at = editor.document.positionAt(editor.document.getText().indexOf(line.at));
    await editor.edit((edit) => edit.insert(at, line.text));
  }, text);

  test('typing elsewhere while an answer comes moves the edit', async () => {
    wall.script('anthropic', { text: answer, delayMs: 1500 });
    await open();
    await wb.pick('Simplify is_large');
    await wall.waitFor(() => true);
    await typed({ at: 'NAME =', text: '# before 🙂\n' });
    await becomes(`# before 🙂\n${simpler}`);
    assert.equal(wall.requests.length, 1);
  });

  test('typing in the same lines refuses the edit, and says so', async () => {
    wall.script('anthropic', { text: answer, delayMs: 1500 });
    await open();
    await wb.pick('Simplify is_large');
    await wall.waitFor(() => true);
    await typed({ at: 'count > 3', text: 'my_' });
    await isSaid(/Simplify is_large/);
    await eventually('the answer is over', () => wall.requests[0].isOver);
    await sleep(500);
    assert.equal(await wb.textOf(name), source.replace('if count > 3', 'if my_count > 3'));
  });

  // --- Preview -----------------------------------------------------------------------------------

  const ask = { 'wye.preview': 'ask' };
  const diff = () => wb.page.locator('.monaco-diff-editor .editor.modified');
  const isShown = async () => {
    await eventually('the diff is shown', async () =>
      (await diff().locator('.view-lines').textContent()).replace(/\u00a0/g, ' ')
        .includes('return count > 3'));
  };

  test('an edit is shown first and made when it is accepted', async () => {
    wall.script('anthropic', { text: answer });
    await open({ settings: ask });
    await wb.pick('Simplify is_large');
    await isShown();
    assert.equal(await wb.textOf(name), source);
    await wb.page.locator('.editor-actions [aria-label^="Accept Edit"], ' +
      '.title-actions [aria-label^="Accept Edit"]').first().click();
    await becomes(simpler);
    await diff().waitFor({ state: 'detached' });
  });

  test('an edit that is discarded is not made', async () => {
    wall.script('anthropic', { text: answer });
    await open({ settings: ask });
    await wb.pick('Simplify is_large');
    await isShown();
    await wb.toast('nothing is changed yet').getByText('Discard', { exact: true }).click();
    await diff().waitFor({ state: 'detached' });
    await sleep(500);
    assert.equal(await wb.textOf(name), source);
  });

  test('what was typed while an edit was shown stays, and the edit follows it', async () => {
    wall.script('anthropic', { text: answer });
    await open({ settings: ask });
    await wb.pick('Simplify is_large');
    await isShown();
    await wb.api(async (vscode, file) => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(vscode.Uri.file(file), new vscode.Position(0, 0), '# meanwhile\n');
      await vscode.workspace.applyEdit(edit);
    }, join(place.project, name));
    await wb.command('wye.acceptEdit');
    await becomes(`# meanwhile\n${simpler}`);
    assert.equal(wall.requests.length, 1);
  });

  test('only large edits are shown first where that is set', async () => {
    wall.script('anthropic', { text: answer });
    await open({ settings: { 'wye.preview': 'large' } });
    await wb.pick('Simplify is_large');
    await becomes(simpler);
  });

  // --- Settings ----------------------------------------------------------------------------------

  const setWorkspace = (values) => wb.api(async (vscode, names) => {
    for (const [key, value] of names)
      await vscode.workspace.getConfiguration('wye').update(key, value ?? undefined, false);
  }, Object.entries(values));

  test('the person names models; a trusted workspace adds actions and names none', async () => {
    await wb.palette('Workspaces: Manage Workspace Trust');
    await wb.page.locator('.workspace-trust-editor').getByRole('button', { name: /^Trust/ })
      .first().click();
    await eventually('it is trusted', () => wb.api((vscode) => vscode.workspace.isTrusted));
    await setWorkspace({ privacy: undefined });
    wall.script('openai', { text: 'Three is not enough.\n' });
    await open({ settings: { 'wye.models':
      { mine: { provider: 'openai', id: 'mine-1', context_tokens: 32000 } },
    'wye.routes': [{ use: ['mole', 'mine'], why: 'mine' }] } });
    await eventually('the action is offered', async () => {
      const rows = await wb.menu();
      await wb.press('Escape');
      return rows.some((row) => row.startsWith('Write a haiku about (mine'));
    });
    await wb.pick('Write a haiku about');
    await eventually('it is served', async () =>
      /Three is not enough/.test(await wb.explanation().locator('#text').textContent()));
    assert.equal(wall.requests[0].body.model, 'mine-1');
    await setWorkspace({ actions: undefined });
    await setSettings();
  });

  // --- The menu of the status bar ----------------------------------------------------------------

  const chooseInMenu = async (row) => {
    await wb.page.locator('.statusbar-item[id$="wye.status"]').click();
    await wb.choose(row);
  };

  test('the status bar tells the spend; its menu has doctor, models and a pause', async () => {
    wall.script('openai', { text: 'It compares.\n' });
    await open();
    await wb.command('wye.action.explain');
    await eventually('the sum of the day is told', async () => /GPT.*\$0\.\d+/i
      .test(await wb.status()));
    await chooseInMenu('Doctor');
    await eventually('doctor has said', () => wb.api((vscode) =>
      /ANTHROPIC_API_KEY/.test(vscode.window.activeTextEditor?.document.getText())));
    await wb.command('workbench.action.closeActiveEditor');
    await chooseInMenu('Pick a model');
    const before = serverPid();
    await wb.choose('Claude Haiku 4.5');
    await eventually('the route is set', () => wb.readSettings()['wye.routes']);
    assert.deepEqual(wb.readSettings()['wye.routes'], [{ when: { task: ['explain'] },
      use: ['claude-haiku-4-5'], why: 'picked in VS Code' }]);
    await eventually('another server runs', () => serverPid() && serverPid() !== before);
    await ready();
    wall.script('anthropic', { text: 'As picked.\n' });
    await wb.openFile(name, 'count > 3');
    await wb.command('wye.action.explain');
    await eventually('it is asked', async () =>
      /As picked/.test(await wb.explanation().locator('#text').textContent()));
    await chooseInMenu('Pause');
    await eventually('no server runs', () => !serverPid());
    await chooseInMenu('Resume');
    await ready();
    wb.settings['wye.routes'] = 'the editor wrote them';
    await setSettings();
  });

  // --- The server's life -------------------------------------------------------------------------

  test('a server that is killed comes back, five times in a row not', async () => {
    await open();
    for (let time = 1; time <= 4; time++) {
      const pid = serverPid();
      process.kill(pid, 'SIGKILL');
      await eventually('another server runs', () => serverPid() && serverPid() !== pid);
      await ready();
    }
    assert.match((await wb.menu()).join('\n'), /^Explain is_large/m);
    await wb.press('Escape');
    process.kill(serverPid(), 'SIGKILL');
    await isSaid('has ended five times in three minutes');
    assert.equal(serverPid(), undefined);
    await wb.toast('has ended five times').getByText('Restart', { exact: true }).click();
    await ready();
  });

  test('a setting that names no program is told, with what to do', async () => {
    await open();
    await wb.setSettings({ 'wye.server.path': '/nowhere/wye' });
    await isSaid('names /nowhere/wye, which is no program');
    assert.equal(serverPid(), undefined);
    await wb.toast('/nowhere/wye').getByText('Choose the Program…', { exact: true }).waitFor();
  });

  test('the server inside the package works with nothing else installed', async () => {
    await wb.setSettings({});
    await ready();
    assert.match(readlinkSync(`/proc/${serverPid()}/exe`), /\/extensions\/wye\..*\/server\/wye$/);
    wall.script('anthropic', { text: answer });
    await wb.dismissToasts();
    place.write(name, source);
    await eventually('the buffer is the file', async () => await wb.textOf(name) === source);
    await wb.openFile(name, 'count > 3');
    await wb.pick('Simplify is_large');
    await becomes(simpler);
    assert.equal(wall.requests.length, 1);
  });
});
