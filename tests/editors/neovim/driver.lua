-- driver.lua CASE: drives a real Neovim, a child over RPC that has nothing but the README's lines
-- as its init.lua, through one case, and ends with status 0 where all was as it should be. Called
-- as `nvim --clean --headless -l driver.lua CASE` by neovim.test.mjs, which plays the models.

local child = dofile(vim.fs.joinpath(vim.fs.dirname(arg[0]), 'child.lua'))
local path, expected = child.path, child.expected
local lua, wait_for, check, choose = child.lua, child.wait_for, child.check, child.choose
local lines_of, buffer_text = child.lines_of, child.buffer_text
local progress, message = child.progress, child.message

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
  child.type(keys)
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

child.open()
cases[arg[1]]()
child.finish()
