-- package.lua CASE: drives a real Neovim with wye's package for it, set up by nothing but the
-- README's lines, through one case, as driver.lua does without the package.

local child = dofile(vim.fs.joinpath(vim.fs.dirname(arg[0]), 'child.lua'))
local expected = child.expected
local lua, wait_for, check = child.lua, child.wait_for, child.check
local buffer_text, message, progress = child.buffer_text, child.message, child.progress

local function command(text) lua('vim.cmd(...)', text) end

-- The text of the buffer wye://NAME, where a window shows it and it holds `part`.
local function page(name, part)
  return wait_for(name .. ' with ' .. part, [[
    local name, part = ...
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_get_name(buffer) == 'wye://' .. name
        and #vim.fn.win_findbuf(buffer) > 0 then
        local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
        return text:find(part, 1, true) and text
      end
    end]], name, part)
end

local function header(pattern)
  return wait_for('the header ' .. pattern, [[
    local window = vim.fn.win_findbuf(vim.fn.bufnr('wye://explanation'))[1]
    local bar = window and vim.wo[window].winbar or ''
    return bar:find(...) and bar]], pattern)
end

local function status(pattern)
  return wait_for('the status ' .. pattern, [[
    local line = require('wye').status()
    return line:find(...) and line]], pattern)
end

-- What vim.notify said.
local function notified(pattern)
  return wait_for('the word ' .. pattern, [[return vim.fn.execute('messages'):find(...)]], pattern)
end

local cases = {}

-- It streams: the beginning is there before the end; the cursor stays in the code.
function cases.explain()
  command('Wye explain')
  local beginning = page('explanation', 'large')
  check('whether the end is there yet', beginning:find('The end', 1, true) ~= nil, false)
  progress('begin', '')
  status('^wye: Explain')
  check('the text', page('explanation', 'The end.'), vim.trim(expected))
  header('GPT.* · Python explain: .* · .*%$')
  check('the window', lua('return vim.api.nvim_get_current_buf() == _G.buffer'), true)
  check('the filetype', lua([[return vim.bo[vim.fn.bufnr('wye://explanation')].filetype]]),
    'markdown')
  check('whether it is highlighted', lua([[
    return vim.treesitter.highlighter.active[vim.fn.bufnr('wye://explanation')] ~= nil]]), true)
  status('^GPT.* · .*%$')
end

function cases.float()
  lua([[require('wye').setup({ explanation = 'float' })]])
  command('Wye explain')
  page('explanation', vim.trim(expected))
  check('the window', lua([[
    local window = vim.fn.win_findbuf(vim.fn.bufnr('wye://explanation'))[1]
    return vim.api.nvim_win_get_config(window).relative]]), 'editor')
end

-- Another model, of those that vim.ui.select offers.
function cases.again()
  lua([[vim.ui.select = function(items, options, on_choice)
    _G.seen.offered = vim.tbl_map(options.format_item, items)
    on_choice(items[2])
  end]])
  command('Wye explain')
  page('explanation', 'The first.')
  progress('end', 'shown')
  command('Wye again')
  page('explanation', 'The second.')
  check('how many were offered', lua('return #_G.seen.offered > 2'), true)
  header('[Cc]laude[- ][Hh]aiku')
end

function cases.suggestion()
  command('Wye review')
  wait_for('a diagnostic', 'return #vim.diagnostic.get(_G.buffer) == 1')
  child.choose('Apply')
  child.wait_until_modified()
  check('the text', buffer_text(), expected)
  wait_for('the end of the finding', 'return #vim.diagnostic.get(_G.buffer) == 0')
end

function cases.simplify()
  local before = buffer_text()
  command('Wye simplify')
  child.wait_until_modified()
  check('the text', buffer_text(), expected)
  progress('end', 'applied')
  command('silent undo')
  check('the text after undo', buffer_text(), before)
end

-- The text of the command line, then of vim.ui.input, which remembers it.
function cases.instruct()
  command('Wye instruct without a branch, bitte: größer')
  child.wait_until_modified()
  check('the text', buffer_text(), expected)
  progress('end', 'applied')
  command('silent undo')
  lua([[vim.ui.input = function(options, on_input)
    _G.seen.default = options.default
    on_input('from the box')
  end]])
  for _, default in ipairs({ '', 'from the box' }) do
    lua('_G.seen.progress = {}')
    command('Wye instruct')
    child.wait_until_modified()
    check('the default', lua('return _G.seen.default'), default)
    progress('end', 'applied')
    command('silent undo')
  end
end

-- An instruction in a comment is offered in the menu of changes, which vim.ui.select shows.
function cases.comment()
  lua([[vim.api.nvim_buf_set_lines(_G.buffer, 4, 4, false, { '    # wye: one line' })
    vim.ui.select = function(items, options, on_choice)
      for _, item in ipairs(items) do
        if options.format_item(item):find('One line', 1, true) then return on_choice(item) end
      end
    end]])
  command('Wye refactor')
  wait_for('the edit', [[return not table.concat(vim.api.nvim_buf_get_lines(_G.buffer, 0, -1,
    false)):find('one line', 1, true)]])
  check('the text', buffer_text(), expected)
end

-- Of a selection by characters.
function cases.extract()
  lua([[vim.keymap.set('x', 'gx', ':Wye extract<CR>')]])
  child.type('5G^v8G$gx')
  child.wait_until_modified()
  check('the text', buffer_text(), expected)
end

-- What another server marks.
function cases.fix()
  lua([[vim.diagnostic.set(vim.api.nvim_create_namespace('other'), _G.buffer,
    { { lnum = 4, col = 4, end_lnum = 4, end_col = 16, message = 'No else here',
      source = 'otherlint', severity = 2 } })]])
  child.type('5G')
  command('Wye fix')
  child.wait_until_modified()
  check('the text', buffer_text(), expected)
end

function cases.cancel()
  command('Wye explain')
  progress('report', 'tokens')
  command('Wye cancel')
  progress('end', 'cancelled')
  header('^Explain is_large  Cancelled')
end

local function preview()
  lua([[require('wye').setup({ preview = 'ask' })]])
  command('Wye simplify')
  wait_for('the tab', 'return #vim.api.nvim_list_tabpages() == 2')
  check('what is shown', lua([[
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n']]), expected)
end

function cases.accept()
  local before = buffer_text()
  preview()
  check('the text', buffer_text(), before)
  command('Wye accept')
  wait_for('the edit', 'return vim.bo[_G.buffer].modified')
  check('the text', buffer_text(), expected)
  check('the tabs', lua('return #vim.api.nvim_list_tabpages()'), 1)
  progress('end', 'applied')
  command('silent undo')
  check('the text after undo', buffer_text(), before)
end

-- By the command, and by closing the tab.
function cases.discard()
  local before = buffer_text()
  for _, how in ipairs({ 'Wye discard', 'tabclose' }) do
    lua('_G.seen.progress = {}')
    preview()
    command(how)
    progress('end', 'refused')
    check('the text', buffer_text(), before)
    check('the tabs', lua('return #vim.api.nvim_list_tabpages()'), 1)
  end
end

-- What is typed while the edit is shown stays, and the edit follows it.
cases['accept-moved'] = function()
  preview()
  lua([[vim.api.nvim_buf_set_lines(_G.buffer, 0, 0, false, { '# meanwhile' })]])
  command('Wye accept')
  wait_for('the edit', [[return vim.api.nvim_buf_line_count(_G.buffer) < 13]])
  check('the text', buffer_text(), '# meanwhile\n' .. expected)
  check('the tabs', lua('return #vim.api.nvim_list_tabpages()'), 1)
end

function cases.fallback()
  command('Wye explain')
  page('explanation', vim.trim(expected))
  header('[Cc]laude')
  message('answered instead')
end

function cases.builtin()
  command('Wye explain')
  page('explanation', 'is_large')
  header('Built%-in engine')
end

-- Killed, it comes back; again and again, it does not.
function cases.killed()
  local function pid()
    return lua([[return tonumber(vim.fn.system({ 'pgrep', '-P', tostring(vim.fn.getpid()), '-x',
      'wye' }))]])
  end
  for _ = 1, 4 do
    local old = pid()
    vim.uv.kill(old, 'sigkill')
    wait_for('another server', [[
      local client = vim.lsp.get_clients({ bufnr = _G.buffer, name = 'wye' })[1]
      local now = tonumber(vim.fn.system({ 'pgrep', '-P', tostring(vim.fn.getpid()), '-x', 'wye' }))
      return client and client.initialized and now and now ~= ...]], old)
  end
  command('Wye explain')
  page('explanation', vim.trim(expected))
  vim.uv.kill(pid(), 'sigkill')
  notified('ended 5 times')
  command('Wye restart')
  child.wait_for_server()
end

function cases.pause()
  command('Wye pause')
  wait_for('the end', [[return #vim.lsp.get_clients({ name = 'wye' }) == 0]])
  command('Wye explain')
  notified('wye is paused')
  command('Wye resume')
  child.wait_for_server()
end

function cases.tools()
  command('Wye route review')
  page('route', 'review: function is_large')
  command('Wye report')
  page('report', 'day')
  command('Wye doctor')
  page('doctor', 'ANTHROPIC_API_KEY')
  lua([[vim.ui.open = function(path) _G.seen.opened = path end]])
  command('Wye report html')
  wait_for('the page', 'return _G.seen.opened and vim.fn.readfile(_G.seen.opened)[1]')
  check('what Tab offers', lua([[return vim.fn.getcompletion('Wye re', 'cmdline')]]),
    { 'refactor', 'refactor.extract', 'refactor.instruct', 'refactor.modernize',
      'refactor.simplify', 'report', 'restart', 'resume', 'review', 'review.changes',
      'review.security' })
  command('Wye nonsense')
  notified('there is no :Wye nonsense')
end

function cases.help()
  lua([[vim.cmd.helptags(vim.api.nvim_get_runtime_file('doc/wye.txt', false)[1]:match('.*/'))]])
  command('help :Wye')
  check('the help', lua([[return vim.fn.expand('%:t')]]), 'wye.txt')
  command('checkhealth wye')
  local text = wait_for('the check', [[
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
      if text:find('wye doctor', 1, true) and text:find('the server runs', 1, true) then
        return text
      end
    end]])
  check('whether something is wrong', text:find('ERROR') ~= nil, false)
end

child.open()
cases[arg[1]]()
child.finish()
