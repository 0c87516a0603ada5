-- Explanations beside the code, as they stream in: drawn anew at most every 60 ms.
local status = require("wye.status")
local window = require("wye.window")
local words = require("wye.words")

local M = {}

local draw_ms = 60
local job, title, header, text = nil, "", "", ""
local is_done, is_due = true, false

local function draw()
    is_due = false
    local buffer = window.buffer("explanation", "markdown")
    window.write(buffer, vim.split((text:gsub("\n$", "")), "\n"))
    local head = title .. (header ~= "" and "  " .. header or is_done and "" or "  …")
    for _, each in ipairs(vim.fn.win_findbuf(buffer)) do
        vim.wo[each][0].winbar = (head:gsub("%%", "%%%%"))
    end
end

local function draw_soon()
    if is_due then return end
    is_due = true
    vim.defer_fn(draw, draw_ms)
end

local function begin(part)
    job, title, header, text, is_done = part.job, part.title, "", "", false
    local buffer = window.buffer("explanation", "markdown")
    window.show(buffer)
    -- Without a parser for Markdown its own syntax stays.
    pcall(vim.treesitter.start, buffer, "markdown")
end

function M.take(part)
    if part.job ~= job then begin(part) end
    if part.reset then text = "" end
    text = text .. part.delta
    is_done = part.done or false
    if is_done then draw() else draw_soon() end
end

-- Who it was, why, and for how much.
function M.finish(outcome)
    if outcome.job ~= job then return end
    header = words.join(words.model(outcome.model, status.name_of(outcome.job)), outcome.reason,
        words.dollars(outcome.costMicroUsd))
    if outcome.status == "cancelled" then
        header = "Cancelled: this is what came until then."
    elseif outcome.status == "failed" then
        header = outcome.message ~= "" and outcome.message or "It came to no result."
    end
    is_done = true
    draw()
end

-- The server is gone: nothing more comes, and the next one counts its jobs anew.
function M.interrupt()
    job = nil
    if is_done then return end
    is_done, header = true, "The server ended before the explanation did."
    draw()
end

return M
