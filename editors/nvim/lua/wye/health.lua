-- :checkhealth wye.
local M = {}

local function check_server()
    local cmd, why = require("wye.server").find()
    if not cmd then
        vim.health.error(why, {
            "build it: run `make` in wye's repository",
            "or say where it is: require(\"wye\").setup({ cmd = { \"/where/it/is/wye\" } })",
        })
        return
    end
    local result = vim.system({ cmd[1], "--version" }, { text = true }):wait(5000)
    if result.code ~= 0 then
        vim.health.error(("%s does not run: %s"):format(cmd[1], vim.trim(result.stderr or "")))
        return
    end
    vim.health.ok(("%s: %s"):format(vim.trim(result.stdout), vim.fn.exepath(cmd[1])))
    -- It says itself what a newcomer has to do.
    local said = vim.system({ cmd[1], "doctor" }, { text = true, env = { NO_COLOR = "1" } })
        :wait(30000)
    vim.health.start("wye doctor")
    for _, line in ipairs(vim.split(vim.trim(said.stdout or ""), "\n")) do
        if line ~= "" then vim.health.info(line) end
    end
end

function M.check()
    vim.health.start("wye")
    if vim.fn.has("nvim-0.10") == 1 then
        vim.health.ok("Neovim is 0.10 or newer")
    else
        vim.health.error("Neovim must be 0.10 or newer")
        return
    end
    local clients = vim.lsp.get_clients({ name = "wye" })
    if #clients > 0 then
        vim.health.ok(("the server runs, for %d buffers"):format(vim.iter(clients)
            :fold(0, function(sum, each) return sum + vim.tbl_count(each.attached_buffers) end)))
    else
        vim.health.info("no server runs: it starts with the first file that it knows")
    end
    if not pcall(vim.treesitter.language.add, "markdown") then
        vim.health.warn("there is no tree-sitter parser for Markdown: explanations have plain "
            .. "highlighting", { "Neovim brings one; or :TSInstall markdown" })
    end
    check_server()
end

return M
