-- What runs, who served last, and what was spent today: for a status line.
local client = require("wye.client")
local words = require("wye.words")

local M = {}

local running = {} -- titles and messages by token
local names = {} -- of models, as the server shows them, by job
local last -- "GPT-5.4 mini"
local spending

local function redraw()
    vim.cmd.redrawstatus()
end

vim.api.nvim_create_autocmd("LspProgress", {
    group = vim.api.nvim_create_augroup("wye-progress", {}),
    callback = function(event)
        local of = vim.lsp.get_client_by_id(event.data.client_id)
        if not of or of.name ~= "wye" then return end
        local token, value = (event.data.params or event.data.result).token,
            (event.data.params or event.data.result).value
        local job = tostring(token):match("^wye%-job%-(%w+)$")
        if value.kind == "end" then
            running[token] = nil
        else
            running[token] = { title = value.title or (running[token] or {}).title,
                message = value.message }
            -- "Claude Opus 4.7 · 312 tokens · 4 s" begins with the model's name.
            if job and value.message then names[job] = value.message:match("^(.-) · ") end
        end
        redraw()
    end,
})

-- The name of the model that serves a job, as the server shows it; nil where it said none.
function M.name_of(job)
    return names[job]
end

function M.take_outcome(outcome)
    if outcome.model ~= "" then last = words.model(outcome.model, names[outcome.job]) end
    M.ask_spending()
    redraw()
end

function M.ask_spending(buffer)
    local of = client.here(true)
    local provider = of and of.server_capabilities.executeCommandProvider
    if not provider or not vim.tbl_contains(provider.commands, "wye.spending") then return end
    client.request(of, "workspace/executeCommand", { command = "wye.spending", arguments = {} },
        function(_, result)
            spending = result or spending
            redraw()
        end, buffer)
end

function M.forget()
    running, names = {}, {}
    redraw()
end

function M.line()
    local _, first = next(running)
    if first then return words.join("wye: " .. (first.title or "…"), first.message) end
    local spent = spending and words.dollars(spending.spentTodayMicroUsd) or ""
    if not last and spent == "" then return client.here(true) and "wye" or "" end
    return words.join(last or "wye", spent)
end

return M
