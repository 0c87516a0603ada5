-- :Wye and the <Plug> maps; the server starts with the first file that it can be of use for.
-- vim.g.wye_enabled = false, set before, leaves the start to you.

if vim.g.loaded_wye then return end
vim.g.loaded_wye = true

if vim.fn.has("nvim-0.10") == 0 then
    vim.notify("wye needs Neovim 0.10 or newer.", vim.log.levels.ERROR)
    return
end

vim.api.nvim_create_user_command("Wye", function(opts) require("wye.command").run(opts) end, {
    nargs = "*", range = true, desc = "wye: explain, review, refactor and what belongs to them",
    complete = function(...) return require("wye.command").complete(...) end,
})

for _, name in ipairs({ "explain", "review", "refactor", "simplify", "instruct", "fix", "menu",
    "cancel", "again", "accept", "discard" }) do
    for _, mode in ipairs({ "n", "x" }) do
        -- In visual mode ":" puts the range there.
        vim.keymap.set(mode, "<Plug>(wye-" .. name .. ")", ":Wye " .. name .. "<CR>",
            { silent = true, desc = "wye: " .. name })
    end
end

if vim.g.wye_enabled ~= false then require("wye.client").enable() end
