-- A real Neovim as a child over RPC, with what the drivers of all cases need: it is started with
-- its own init.lua, is told what to do, and is looked at until something is so. Environment:
-- WYE_FILE, the file to open; WYE_LINE, where the cursor goes; WYE_EXPECTED, a text.

local M = { path = vim.env.WYE_FILE, expected = vim.env.WYE_EXPECTED }

function M.fail(text)
  io.stdout:write(text .. '\n')
  os.exit(1)
end

M.channel = vim.fn.jobstart({ vim.v.progpath, '--embed', '--headless' }, { rpc = true })

-- Runs Lua in the child.
function M.lua(code, ...)
  return vim.rpcrequest(M.channel, 'nvim_exec_lua', code, { ... })
end

function M.story()
  return M.lua([[return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
    .. '\nmessages: ' .. vim.inspect(_G.seen) .. vim.fn.execute('messages')]])
end

-- Waits until the child's `code` gives a value, and returns it.
function M.wait_for(what, code, ...)
  local value
  local arguments = { ... }
  local came = vim.wait(20000, function()
    value = M.lua(code, unpack(arguments))
    return value ~= nil and value ~= vim.NIL and value ~= false
  end, 20)
  if not came then M.fail(what .. ' did not come.\n' .. M.story()) end
  return value
end

function M.check(what, got, wanted)
  if not vim.deep_equal(got, wanted) then
    M.fail(table.concat({ what .. ' is', vim.inspect(got), 'and not', vim.inspect(wanted),
      M.story() }, '\n'))
  end
end

function M.lines_of(text) return vim.split(text, '\n') end

-- The buffer as it would be written.
function M.buffer_text()
  return M.lua([[return table.concat(vim.api.nvim_buf_get_lines(_G.buffer, 0, -1, false), '\n')
    .. (vim.bo[_G.buffer].endofline and '\n' or '')]])
end

-- Waits for the server of the file that is open.
function M.wait_for_server()
  M.wait_for('the server', [[
    local client = vim.lsp.get_clients({ bufnr = _G.buffer, name = 'wye' })[1]
    return client and client.initialized and client.server_capabilities.codeActionProvider ~= nil]])
end

-- Opens the file and waits for the server; what the server says is kept beside what Neovim does
-- with it.
function M.open()
  M.lua([[
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
  ]], M.path, vim.env.WYE_LINE)
  M.wait_for_server()
end

-- Chooses a code action as a person does, by the beginning of its title. `range` as Neovim has it;
-- nil: at the cursor.
function M.choose(verb, range)
  M.lua([[
    local verb, range = ...
    vim.lsp.buf.code_action({ apply = true, range = range,
      filter = function(action) return vim.startswith(action.title, verb .. ' ') end })
  ]], verb, range)
end

function M.progress(kind, pattern)
  return M.wait_for('progress ' .. kind .. ' ' .. pattern, [[
    local kind, pattern = ...
    for _, params in ipairs(_G.seen.progress) do
      local said = params.value.message or ''
      if params.value.kind == kind and said:find(pattern) then return params end
    end]], kind, pattern)
end

function M.message(pattern)
  return M.wait_for('the message ' .. pattern, [[
    local pattern = ...
    for _, text in ipairs(_G.seen.messages) do if text:find(pattern) then return text end end]],
    pattern)
end

-- As a person types.
function M.type(keys) vim.rpcrequest(M.channel, 'nvim_input', keys) end

function M.wait_until_modified() M.wait_for('the edit', 'return vim.bo[_G.buffer].modified') end

-- Ends the child, and this with it.
function M.finish()
  vim.rpcnotify(M.channel, 'nvim_command', 'qa!')
  if vim.fn.jobwait({ M.channel }, 10000)[1] ~= 0 then M.fail('Neovim did not end well') end
  os.exit(0)
end

return M
