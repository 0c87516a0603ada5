-- :Wye: what each word does. The actions are the server's; here they are only named.
local client = require("wye.client")
local runs = require("wye.runs")
local server = require("wye.server")
local window = require("wye.window")
local words = require("wye.words")

local M = {}

M.actions = { "explain", "review", "review.security", "review.changes", "refactor.simplify",
    "refactor.extract", "refactor.modernize", "refactor.instruct", "optimize", "document", "test",
    "fix" }

-- --- Where -------------------------------------------------------------------------------------

-- The selection to the character where the range is that of the last one made by characters, else
-- whole lines; without a range the cursor.
local function range_of(opts, encoding)
    if opts.range == 0 then return vim.lsp.util.make_range_params(0, encoding).range end
    local from, to = vim.api.nvim_buf_get_mark(0, "<"), vim.api.nvim_buf_get_mark(0, ">")
    local is_selection = vim.fn.visualmode() == "v" and from[1] == opts.line1
        and to[1] == opts.line2
    if not is_selection then
        from, to = { opts.line1, 0 }, { opts.line2, #vim.fn.getline(opts.line2) }
    end
    return vim.lsp.util.make_given_range_params(from, to, 0, encoding).range
end

-- What is marked in these lines, whoever marked it, as LSP has it.
local function diagnostics_in(range, encoding)
    local found = {}
    for _, each in ipairs(vim.diagnostic.get(0)) do
        if each.lnum <= range["end"].line and (each.end_lnum or each.lnum) >= range.start.line then
            local own = vim.tbl_get(each, "user_data", "lsp")
            table.insert(found, own and own.range and own or {
                range = vim.lsp.util.make_given_range_params({ each.lnum + 1, each.col },
                    { (each.end_lnum or each.lnum) + 1,
                        math.max((each.end_col or each.col) - 1, 0) }, 0, encoding).range,
                message = each.message, severity = each.severity, source = each.source,
                code = each.code,
            })
        end
    end
    return found
end

local function argument_of(of, action, opts)
    local range = range_of(opts, of.offset_encoding)
    return { action = action, range = range,
        textDocument = { uri = vim.uri_from_bufnr(0) },
        diagnostics = action == "fix" and diagnostics_in(range, of.offset_encoding) or nil }
end

-- --- Actions -----------------------------------------------------------------------------------

-- "simplify" is "refactor.simplify".
local function action_of(word)
    for _, id in ipairs(M.actions) do
        if id == word or vim.endswith(id, "." .. word) then return id end
    end
end

local last_instruction = ""

local function start(action, opts, said)
    local of = client.here()
    if not of then return end
    local argument = argument_of(of, action, opts)
    if action ~= "refactor.instruct" or said ~= "" then
        argument.instruction = said ~= "" and said or nil
        runs.start(of, argument)
        return
    end
    vim.ui.input({ prompt = "What should be changed? ", default = last_instruction },
        function(input)
            if not input or vim.trim(input) == "" then return end
            last_instruction, argument.instruction = input, input
            runs.start(of, argument)
        end)
end

-- wye's own among the code actions, by Neovim's menu.
local function menu(opts, kind)
    local of = client.here()
    if not of then return end
    local range
    if opts.range > 0 then
        range = { start = { opts.line1, 0 },
            ["end"] = { opts.line2, #vim.fn.getline(opts.line2) } }
    end
    vim.lsp.buf.code_action({ range = range, context = kind and { only = { kind } } or nil,
        filter = function(action)
            local command = type(action.command) == "table" and action.command.command
                or action.command
            return type(command) == "string" and vim.startswith(command, "wye.")
        end })
end

-- --- The rest ----------------------------------------------------------------------------------

local function show_route(opts, word)
    local of = client.here()
    local action = word and action_of(word) or "explain"
    if not of then return end
    client.execute(of, "wye.route", argument_of(of, action, opts), function(route)
        if not route then return end
        local lines = { ("# %s: %s"):format(route.action, route.scope), "",
            ("%d tokens; what leaves: %s"):format(route.tokens, route.leaves), "" }
        for i, each in ipairs(route.candidates) do
            local dropped = each.dropped ~= vim.NIL and each.dropped
            table.insert(lines, ("%d. %s"):format(i, words.candidate(each)))
            if dropped then table.insert(lines, "   left out: " .. dropped) end
        end
        window.page("route", "markdown", table.concat(lines, "\n"))
    end)
end

local function show_report(word)
    if word == "html" then
        local path = vim.fn.tempname() .. ".html"
        server.ask({ "report", "--html", path }, function()
            local _, problem = vim.ui.open(path)
            vim.notify(problem or "wye: the report is in " .. path,
                problem and vim.log.levels.WARN or vim.log.levels.INFO)
        end)
    else
        server.ask({ "report" }, function(text) window.page("report", "text", text) end)
    end
end

local others = {
    refactor = function(opts) menu(opts, "refactor") end,
    menu = function(opts) menu(opts) end,
    route = show_route,
    report = function(_, word) show_report(word) end,
    doctor = function()
        server.ask({ "doctor" }, function(text) window.page("doctor", "text", text) end)
    end,
    again = function() runs.again() end,
    cancel = function()
        local of = client.here()
        if of then client.execute(of, "wye.cancel") end
    end,
    accept = function() require("wye.preview").decide(true) end,
    discard = function() require("wye.preview").decide(false) end,
    pause = function() client.pause() end,
    resume = function() client.resume() end,
    restart = function() client.restart() end,
}

function M.run(opts)
    local word, rest = opts.args:match("^(%S*)%s*(.-)%s*$")
    local action = word ~= "" and action_of(word)
    if word == "" then
        menu(opts)
    elseif others[word] then
        others[word](opts, rest:match("^%S+"))
    elseif action then
        start(action, opts, rest)
    else
        vim.notify(("wye: there is no :Wye %s; :Wye <Tab> lists what there is."):format(word),
            vim.log.levels.WARN)
    end
end

function M.complete(lead, line)
    local before = vim.split(line:gsub("^.-Wye!?%s+", "", 1), "%s+")
    local choices = vim.list_extend(vim.tbl_keys(others), M.actions)
    if #before > 1 then
        choices = before[1] == "route" and vim.list_slice(M.actions)
            or before[1] == "report" and { "html" } or {}
    end
    choices = vim.tbl_filter(function(each) return vim.startswith(each, lead) end, choices)
    table.sort(choices)
    return choices
end

return M
