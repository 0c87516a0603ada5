-- driver.lua CASE: drives a real Neovim, a child over RPC that has nothing but the README's lines
-- as its init.lua, through one case, and ends with status 0 where all was as it should be. Called
-- as `nvim --clean --headless -l driver.lua CASE` by neovim.test.mjs, which plays the models.
-- Environment: WYE_FILE, the file to open; WYE_LINE, where the cursor goes; WYE_EXPECTED, a text.

local case = arg[1]
local path = vim.env.WYE_FILE
local expected = vim.env.WYE_EXPECTED

local function fail(text)
  io.stdout:write(text .. '\n')
  os.exit(1)
end

local child = vim.fn.jobstart({ vim.v.progpath, '--embed', '--headless' }, { rpc = true })

-- Runs Lua in the child.
local function lua(code, ...)
  return vim.rpcrequest(child, 'nvim_exec_lua', code, { ... })
end

local function story()
  return lua([[return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
    .. '\nmessages: ' .. vim.inspect(_G.seen) .. vim.fn.execute('messages')]])
end

-- Waits until the child's `code` gives a value, and returns it.
local function wait_for(what, code, ...)
  local value
  local arguments = { ... }
  local came = vim.wait(20000, function()
    value = lua(code, unpack(arguments))
    return value ~= nil and value ~= vim.NIL and value ~= false
  end, 20)
  if not came then fail(what .. ' did not come.\n' .. story()) end
  return value
end

local function check(what, got, wanted)
  if not vim.deep_equal(got, wanted) then
    fail(table.concat({ what .. ' is', vim.inspect(got), 'and not', vim.inspect(wanted), story() },
      '\n'))
  end
end

local function lines_of(text) return vim.split(text, '\n') end

-- The buffer as it would be written.
local function buffer_text()
  return lua([[return table.concat(vim.api.nvim_buf_get_lines(_G.buffer, 0, -1, false), '\n')
    .. (vim.bo[_G.buffer].endofline and '\n' or '')]])
end

-- Opens the file and waits for the server; what the server says is kept beside what Neovim does
-- with it.
local function open()
  lua([[
    local path, line = ...
    _G.seen = { progress = {}, messages = {} }
    vim.api.nvim_create_autocmd('LspProgress', { callback = function(event)
      table.insert(_G.seen.progress, event.data.params)
    end })
    local show = vim.lsp.handlers['window/showMessage']
    vim.lsp.handlers['window/showMessage'] = function(err, result, ...)
      table.insert(_G.seen.messages, result.message)
      return show(err, result, ...)
    end
    vim.cmd.edit(path)
    _G.buffer = vim.api.nvim_get_current_buf()
    vim.api.nvim_win_set_cursor(0, { tonumber(line), 4 })
  ]], path, vim.env.WYE_LINE)
  wait_for('the server', [[
    local client = vim.lsp.get_clients({ bufnr = _G.buffer, name = 'wye' })[1]
    return client and client.initialized and client.server_capabilities.codeActionProvider ~= nil]])
end

-- Chooses a code action as a person does, by the beginning of its title. `range` as Neovim has it;
-- nil: at the cursor.
local function choose(verb, range)
  lua([[
    local verb, range = ...
    vim.lsp.buf.code_action({ apply = true, range = range,
      filter = function(action) return vim.startswith(action.title, verb .. ' ') end })
  ]], verb, range)
end

local function progress(kind, pattern)
  return wait_for('progress ' .. kind .. ' ' .. pattern, [[
    local kind, pattern = ...
    for _, params in ipairs(_G.seen.progress) do
      local said = params.value.message or ''
      if params.value.kind == kind and said:find(pattern) then return params end
    end]], kind, pattern)
end

local function message(pattern)
  return wait_for('the message ' .. pattern, [[
    local pattern = ...
    for _, text in ipairs(_G.seen.messages) do if text:find(pattern) then return text end end]],
    pattern)
end

-- The shown document, wherever Neovim has put it.
local function shown()
  return wait_for('a document', [[
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_get_name(buffer):find('/shown/explain%-.*%.md$')
        and vim.api.nvim_buf_is_loaded(buffer) then
        return { lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false),
          is_seen = #vim.fn.win_findbuf(buffer) > 0 }
      end
    end]])
end

local cases = {}

function cases.explain()
  choose('Explain')
  local document = shown()
  check('the document', document.lines, lines_of(vim.trim(expected)))
  check('whether it is in view', document.is_seen, true)
  progress('begin', '')
  progress('end', 'shown')
  check('the source', buffer_text(), table.concat(vim.fn.readfile(path), '\n') .. '\n')
end

function cases.review()
  choose('Review is_large')
  local found = wait_for('a diagnostic', [[
    local list = vim.diagnostic.get(_G.buffer)
    return #list > 0 and vim.tbl_map(function(diagnostic)
      return { diagnostic.lnum + 1, diagnostic.message, diagnostic.source,
        vim.diagnostic.severity[diagnostic.severity] }
    end, list)]])
  check('the diagnostics', found, { { tonumber(vim.env.WYE_LINE), expected, 'wye', 'WARN' } })
end

-- The finding's own action, then nothing is left to remark.
function cases.suggestion()
  choose('Review is_large')
  wait_for('a diagnostic', 'return #vim.diagnostic.get(_G.buffer) > 0')
  choose('Apply')
  wait_for('the edit', 'return vim.bo[_G.buffer].modified')
  check('the text', buffer_text(), expected)
  wait_for('the end of the finding', 'return #vim.diagnostic.get(_G.buffer) == 0')
end

-- Whatever server has set a diagnostic, a model can be asked to put it right.
function cases.fix()
  choose('Review is_large')
  wait_for('a diagnostic', 'return #vim.diagnostic.get(_G.buffer) > 0')
  choose('Fix:')
  wait_for('the edit', 'return vim.bo[_G.buffer].modified')
  check('the text', buffer_text(), expected)
end

function cases.extract()
  local line = tonumber(vim.env.WYE_LINE)
  choose('Extract', { start = { line, 0 }, ['end'] = { line + 3, 20 } })
  wait_for('the edit', 'return vim.bo[_G.buffer].modified')
  check('the text', buffer_text(), expected)
end

local function diagnostics_after(verb)
  choose(verb)
  local found = wait_for('a diagnostic', [[
    local list = vim.diagnostic.get(_G.buffer)
    return #list > 0 and vim.tbl_map(function(diagnostic) return diagnostic.message end, list)]])
  check('the diagnostics', found, { expected })
end

function cases.security() diagnostics_after('Review security') end

function cases.changes()
  -- It is looked for a repository when a file is opened.
  wait_for('the offer', [[
    local params = vim.lsp.util.make_range_params(0, 'utf-8')
    params.context = { diagnostics = {}, only = { 'wye.review.changes' } }
    local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 1000) or {}
    for _, answer in pairs(answers) do if #(answer.result or {}) > 0 then return true end end]])
  diagnostics_after('Review changes')
end

function cases.document()
  lua([[vim.api.nvim_win_set_cursor(0, { 11, 4 })]])
  choose('Document after')
  wait_for('the edit', 'return vim.bo[_G.buffer].modified')
  check('the text', buffer_text(), expected)
end

-- A file that was not there is made, and shown.
cases['test'] = function()
  choose('Write tests for')
  local text = wait_for('the test file', [[
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_get_name(buffer):find('/test_[^/]*%.py$')
        and #vim.fn.win_findbuf(buffer) > 0 then
        local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
        return #lines > 1 and table.concat(lines, '\n') .. '\n'
      end
    end]])
  check('the test file', text, expected)
  lua([[vim.cmd('silent wall')]])
end

-- Of the others each is a choice in the menu and an edit.
function cases.rewrites()
  for _, verb in ipairs({ 'Modernize', 'Optimize' }) do
    choose(verb)
    wait_for('the edit', 'return vim.bo[_G.buffer].modified')
    check('the text', buffer_text(), expected)
    lua([[vim.cmd('silent undo')]])
  end
end

function cases.simplify()
  local before = buffer_text()
  choose('Simplify')
  wait_for('the edit', 'return vim.bo[_G.buffer].modified')
  check('the text', buffer_text(), expected)
  progress('end', 'applied')
  lua([[vim.cmd('silent undo')]])
  check('the text after undo', buffer_text(), before)
  check('whether it is modified after undo', lua('return vim.bo[_G.buffer].modified'), false)
  lua([[vim.cmd('silent redo')]])
  check('the text after redo', buffer_text(), expected)
end

function cases.builtin()
  cases.simplify()
  message('built%-in engine')
end

function cases.cancel()
  choose('Explain')
  local params = progress('report', 'tokens')
  lua([[
    local token = ...
    local client = vim.lsp.get_clients({ name = 'wye' })[1]
    local arguments = { 'window/workDoneProgress/cancel', { token = token } }
    if vim.fn.has('nvim-0.11') == 1 then table.insert(arguments, 1, client) end
    client.notify(unpack(arguments))
  ]], params.token)
  progress('end', 'cancelled')
end

local function simplify_while_typing(keys)
  choose('Simplify')
  progress('report', 'Claude')
  vim.rpcrequest(child, 'nvim_input', keys)
  wait_for('what was typed', 'return vim.bo[_G.buffer].modified')
end

cases['typing-there'] = function()
  simplify_while_typing('A # typed<Esc>')
  local typed = buffer_text()
  message('changed meanwhile')
  progress('end', 'refused')
  check('the text', buffer_text(), typed)
  wait_for('the answer as a patch', [[
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_get_name(buffer):find('/refused/.*%.diff$') then
        return #vim.fn.win_findbuf(buffer) > 0
      end
    end]])
end

cases['typing-elsewhere'] = function()
  simplify_while_typing('ggOtyped = 1<Esc>')
  progress('end', 'applied')
  check('the text', buffer_text(), 'typed = 1\n' .. expected)
end

function cases.fallback()
  choose('Explain')
  check('the document', shown().lines, lines_of(vim.trim(expected)))
  progress('end', '^Claude .*shown$')
end

open()
cases[case]()
vim.rpcnotify(child, 'nvim_command', 'qa!')
if vim.fn.jobwait({ child }, 10000)[1] ~= 0 then fail('Neovim did not end well') end
os.exit(0)
