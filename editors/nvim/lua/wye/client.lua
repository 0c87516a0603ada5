-- The language client: how it is started, what it says that it can do, and that it comes back
-- where the server ends by itself, though not for ever.
local config = require("wye.config")
local server = require("wye.server")

local M = {}

local within_ms = 180000
local is_new = vim.fn.has("nvim-0.11") == 1
local ends = {} -- when it ended by itself
local buffers = {} -- by client, as Neovim forgets them before it says that a server has ended
local is_paused = false

-- --- Requests ----------------------------------------------------------------------------------

-- The client of this buffer, else any; nil, having said so, where none runs.
function M.here(is_quiet)
    local client = vim.lsp.get_clients({ name = "wye", bufnr = 0 })[1]
        or vim.lsp.get_clients({ name = "wye" })[1]
    if client and client.initialized then return client end
    if not is_quiet then
        vim.notify(is_paused and "wye is paused: :Wye resume goes on."
            or "wye does not run for this buffer; :checkhealth wye tells why.", vim.log.levels.WARN)
    end
end

-- Any request; `on_answer` gets the error and the result. What was typed in `buffer` (nil: the
-- current one) leaves before it: Neovim keeps that for a moment otherwise.
function M.request(client, method, params, on_answer, buffer)
    buffer = buffer or vim.api.nvim_get_current_buf()
    if is_new then return client:request(method, params, on_answer, buffer) end
    return client.request(method, params, on_answer, buffer)
end

-- A command of the server. What goes wrong is told, unless `on_answer` wants it.
function M.execute(client, command, argument, on_answer)
    M.request(client, "workspace/executeCommand",
        { command = command, arguments = argument and { argument } or {} },
        function(problem, result)
            if problem then vim.notify("wye: " .. problem.message, vim.log.levels.WARN) end
            if on_answer then on_answer(result) end
        end)
end

-- --- A server's life ---------------------------------------------------------------------------

local function start_again(client_config, of)
    for buffer in pairs(of) do
        if vim.api.nvim_buf_is_loaded(buffer) then
            vim.lsp.start(client_config, { bufnr = buffer })
        end
    end
end

-- Ended by 0 or by a person's own hand: so it was meant.
local function is_crash(code, signal)
    return not (code == 0 and signal == 0) and signal ~= 15 and code ~= 143
end

local function on_exit(code, signal, id)
    local known = buffers[id]
    buffers[id] = nil
    if vim.v.exiting ~= vim.NIL then return end
    -- Neovim forgets the old client first, or would take it for the new one.
    vim.defer_fn(function()
        require("wye.explanation").interrupt()
        require("wye.status").forget()
        if not known or not is_crash(code, signal) then return end
        local now = vim.uv.now()
        ends = vim.tbl_filter(function(at) return now - at < within_ms end, ends)
        table.insert(ends, now)
        if #ends > config.get().restarts then
            ends = {}
            vim.notify(("wye: the server has ended %d times in three minutes and is not started "
                .. "again; :Wye restart tries once more."):format(config.get().restarts + 1),
                vim.log.levels.ERROR)
            return
        end
        start_again(known.config, known.buffers)
    end, 10)
end

-- --- What it is told ---------------------------------------------------------------------------

local function on_attach(client, buffer)
    buffers[client.id] = buffers[client.id] or { config = client.config, buffers = {} }
    buffers[client.id].buffers[buffer] = true
    require("wye.status").ask_spending()
end

-- Ours runs actions so that what was asked can be asked again of another model.
local function run(command, ctx)
    local client = vim.lsp.get_client_by_id(ctx.client_id)
    if client then require("wye.runs").start(client, command.arguments[1]) end
end

-- Found at the start, not before: a server may be built meanwhile.
local function spawn(dispatchers, client_config)
    local of = client_config or {}
    return vim.lsp.rpc.start(assert(server.find()), dispatchers,
        { cwd = of.root_dir, env = of.cmd_env })
end

local function root_of(buffer)
    return vim.fs.root(buffer, config.get().root_markers)
end

-- For a buffer, on 0.11 and newer: nothing is started where there is no server.
local function find_root(buffer, on_root)
    local cmd, why = server.find()
    if is_paused then return end
    if not cmd then
        server.tell_missing(why)
        return
    end
    on_root(root_of(buffer))
end

-- What vim.lsp.config has of it.
function M.config()
    return {
        name = "wye",
        cmd = spawn,
        filetypes = config.get().filetypes,
        root_dir = find_root,
        init_options = config.get().settings,
        capabilities = vim.tbl_deep_extend("force", vim.lsp.protocol.make_client_capabilities(),
            { experimental = { wye = { stream = true, outcome = true } } }),
        commands = { ["wye.run"] = run },
        handlers = {
            ["wye/stream"] = function(_, part) require("wye.explanation").take(part) end,
            ["wye/outcome"] = function(_, outcome) require("wye.runs").take_outcome(outcome) end,
            ["workspace/applyEdit"] = function(...) return require("wye.preview").handle(...) end,
        },
        on_attach = on_attach,
        on_exit = on_exit,
    }
end

-- --- Starting and stopping ---------------------------------------------------------------------

-- 0.10 has no vim.lsp.enable.
local function start_here(buffer)
    local cmd, why = server.find()
    if is_paused then return end
    if not cmd then
        server.tell_missing(why)
        return
    end
    local client_config = M.config()
    client_config.cmd = cmd
    client_config.root_dir = root_of(buffer)
    vim.lsp.start(client_config, { bufnr = buffer })
end

-- Deferred, so that a setup that comes later in init.lua counts.
function M.enable()
    if is_new then
        vim.schedule(function() vim.lsp.enable("wye") end)
        return
    end
    vim.api.nvim_create_autocmd("FileType", {
        group = vim.api.nvim_create_augroup("wye", {}),
        callback = function(event)
            if vim.tbl_contains(config.get().filetypes, vim.bo[event.buf].filetype) then
                vim.schedule(function()
                    if vim.api.nvim_buf_is_loaded(event.buf) then start_here(event.buf) end
                end)
            end
        end,
    })
end

local function start_everywhere()
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
        local filetype = vim.bo[buffer].filetype
        if vim.api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].buftype == ""
            and vim.tbl_contains(config.get().filetypes, filetype) then
            if is_new then
                local client_config = vim.deepcopy(vim.lsp.config.wye)
                client_config.root_dir = root_of(buffer)
                if server.find() then
                    vim.lsp.start(client_config, { bufnr = buffer })
                end
            else
                start_here(buffer)
            end
        end
    end
end

function M.pause()
    is_paused = true
    for _, client in ipairs(vim.lsp.get_clients({ name = "wye" })) do
        buffers[client.id] = nil
        vim.lsp.stop_client(client.id)
    end
    require("wye.status").forget()
end

function M.resume()
    is_paused = false
    start_everywhere()
end

function M.restart()
    local clients = vim.lsp.get_clients({ name = "wye" })
    M.pause()
    -- The old one says goodbye first; nobody waits for it longer than a second.
    local tries = 0
    local function go_on()
        tries = tries + 1
        for _, client in ipairs(clients) do
            if tries < 50 and vim.lsp.get_client_by_id(client.id) then
                return vim.defer_fn(go_on, 20)
            end
        end
        M.resume()
    end
    go_on()
end

return M
