-- Where the server is: the option, beside the repository that this package lies in, the PATH.
local config = require("wye.config")

local M = {}

local here = debug.getinfo(1, "S").source:sub(2)
local built = vim.fs.joinpath(vim.fn.fnamemodify(here, ":p:h:h:h:h:h"), "..", "build", "wye")

-- That of vim.lsp.config, where a person has put one there.
local function configured()
    local cmd = vim.fn.has("nvim-0.11") == 1 and vim.lsp.config.wye.cmd
    return type(cmd) == "table" and cmd or nil
end

-- The command, a list, or nil and why there is none.
function M.find()
    local cmd = config.get().cmd or configured()
    if cmd then
        if vim.fn.executable(cmd[1]) == 1 then return cmd end
        return nil, ("the option cmd names %s, which is no program"):format(cmd[1])
    end
    local path = vim.fs.normalize(vim.fn.fnamemodify(built, ":p"))
    if vim.fn.executable(path) == 1 then return { path } end
    if vim.fn.executable("wye") == 1 then return { "wye" } end
    return nil, "there is no program wye beside this package nor on the PATH"
end

local has_told = false

-- Once a session is enough.
function M.tell_missing(why)
    if has_told then return end
    has_told = true
    vim.notify(("wye: %s. Build it by `make` in its repository, or say where it is: "
        .. "require(\"wye\").setup({ cmd = { \"/where/it/is/wye\" } })"):format(why),
        vim.log.levels.ERROR)
end

-- Calls one of the command line's subcommands; `on_text` gets what it says on stdout. Its status
-- counts only where it said nothing: doctor ends with 1 where it found something to do.
function M.ask(arguments, on_text)
    local cmd, why = M.find()
    if not cmd then
        M.tell_missing(why)
        return
    end
    local call = vim.list_extend({ cmd[1] }, arguments)
    vim.system(call, { text = true, env = { NO_COLOR = "1" }, timeout = 60000 },
        vim.schedule_wrap(function(result)
            if result.stdout ~= "" or result.code == 0 then
                on_text(result.stdout)
            else
                vim.notify(vim.trim(result.stderr), vim.log.levels.ERROR)
            end
        end))
end

return M
