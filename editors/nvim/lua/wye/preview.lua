-- Edits, shown before they are made, in a tab of their own. The server waits for the answer to its
-- workspace/applyEdit, and Neovim for nothing: the handler is a coroutine, which goes on when the
-- person has decided.
local config = require("wye.config")

local M = {}

local large_lines = 10
local again_ms = 60000 -- how long an accepted edit may come once more, moved
local open -- {tab, decide}
local accepted -- {key, at}: an edit that is to come once more

local function apply(problem, params, ctx)
    return vim.lsp.handlers["workspace/applyEdit"](problem, params, ctx)
end

local function first_change(edit)
    for _, change in ipairs(edit.documentChanges or {}) do
        if change.textDocument then return change end
    end
end

local function count_lines(edits)
    local count = 0
    for _, edit in ipairs(edits) do
        local _, ends = edit.newText:gsub("\n", "")
        count = count + math.max(edit.range["end"].line - edit.range.start.line, ends) + 1
    end
    return count
end

-- The text of the change's file, and what it would become, as lines.
local function texts_of(change, encoding)
    local buffer = vim.uri_to_bufnr(change.textDocument.uri)
    vim.fn.bufload(buffer)
    local before = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
    local scratch = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_lines(scratch, 0, -1, false, before)
    vim.lsp.util.apply_text_edits(vim.deepcopy(change.edits), scratch, encoding)
    local after = vim.api.nvim_buf_get_lines(scratch, 0, -1, false)
    vim.api.nvim_buf_delete(scratch, { force = true })
    return before, after, vim.bo[buffer].filetype, buffer
end

local function side(lines, filetype, name)
    local buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
    vim.api.nvim_buf_set_name(buffer, ("wye://%s/%d"):format(name, buffer))
    vim.bo[buffer].filetype = filetype
    vim.bo[buffer].modifiable = false
    vim.bo[buffer].bufhidden = "wipe"
    return buffer
end

local function close(tab)
    if vim.api.nvim_tabpage_is_valid(tab) then
        vim.cmd.tabclose(vim.api.nvim_tabpage_get_number(tab))
    end
end

local function settle(is_accepted)
    local one = open
    open = nil
    close(one.tab)
    one.decide(is_accepted)
end

local function show(label, before, after, filetype)
    vim.cmd.tabnew()
    local tab = vim.api.nvim_get_current_tabpage()
    local left, right = side(before, filetype, "before"), side(after, filetype, "after")
    vim.api.nvim_win_set_buf(0, left)
    vim.cmd.diffthis()
    vim.api.nvim_open_win(right, true, { split = "right", win = 0 })
    vim.cmd.diffthis()
    for _, window in ipairs(vim.api.nvim_tabpage_list_wins(tab)) do
        vim.wo[window][0].winbar = (label:gsub("%%", "%%%%")) .. ": nothing is changed yet. "
            .. ":Wye accept or :Wye discard"
    end
    return tab
end

vim.api.nvim_create_autocmd("TabClosed", {
    group = vim.api.nvim_create_augroup("wye-preview", {}),
    callback = vim.schedule_wrap(function()
        if open and not vim.api.nvim_tabpage_is_valid(open.tab) then settle(false) end
    end),
})

-- Called in a coroutine, which is left here until settle.
local function ask(label, before, after, filetype)
    if open then settle(false) end
    local thread = coroutine.running()
    local is_accepted
    open = { tab = show(label, before, after, filetype), decide = function(decision)
        is_accepted = decision
        vim.schedule(function() coroutine.resume(thread) end)
    end }
    coroutine.yield()
    return is_accepted
end

local function is_asked(change)
    local preview = config.get().preview
    return change and (preview == "ask"
        or preview == "large" and count_lines(change.edits) > large_lines)
end

function M.handle(problem, params, ctx)
    local change = first_change(params.edit)
    if not is_asked(change) then return apply(problem, params, ctx) end
    local client = vim.lsp.get_client_by_id(ctx.client_id)
    local label = params.label or "Edit"
    -- What was accepted, but had to be moved because of what was typed meanwhile, is the same.
    local key = label .. change.textDocument.uri .. vim.inspect(vim.tbl_map(function(each)
        return each.newText
    end, change.edits))
    if accepted and accepted.key == key and vim.uv.now() - accepted.at < again_ms then
        accepted = nil
        return apply(problem, params, ctx)
    end
    local before, after, filetype, buffer = texts_of(change, client.offset_encoding)
    local tick = vim.api.nvim_buf_get_changedtick(buffer)
    if not ask(label, before, after, filetype) then
        return { applied = false, failureReason = "you discarded it" }
    end
    if vim.api.nvim_buf_get_changedtick(buffer) ~= tick then
        -- The server brings it onto the present text, and sends it once more.
        accepted = { key = key, at = vim.uv.now() }
        require("wye.status").ask_spending(buffer) -- any request: what was typed leaves before it
        return { applied = false, failureReason = "the text has changed meanwhile" }
    end
    return apply(problem, params, ctx)
end

-- Of the edit that is shown.
function M.decide(is_accepted)
    if open then
        settle(is_accepted)
    else
        vim.notify("wye: no edit is shown.", vim.log.levels.INFO)
    end
end

return M
