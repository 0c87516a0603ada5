-- The options, and nothing else. :help wye-setup tells of each.
local M = {}

local defaults = {
    cmd = nil, -- a list; nil: found (server.lua)
    filetypes = {
        "bash", "c", "cpp", "css", "go", "html", "java", "javascript", "javascriptreact", "json",
        "jsonc", "python", "rust", "sh", "sql", "typescript", "typescriptreact",
    },
    root_markers = { ".wye.json", ".git" },
    settings = vim.empty_dict(), -- wye's configuration, over the file of yours
    preview = "never", -- "ask", "large"
    explanation = "vsplit", -- "split", "float"
    restarts = 4, -- within three minutes
}
local options = vim.deepcopy(defaults)

local allowed = {
    preview = { "never", "ask", "large" },
    explanation = { "vsplit", "split", "float" },
}

-- What is wrong is told and left out: the editor starts all the same.
local function problem(name, value)
    if defaults[name] == nil and name ~= "cmd" then
        return ("there is no option %q"):format(name)
    end
    local words = allowed[name]
    if words and not vim.tbl_contains(words, value) then
        return ("%s must be one of %s"):format(name, table.concat(words, ", "))
    end
    local wanted = name == "cmd" and "table" or type(defaults[name])
    if type(value) ~= wanted then return ("%s must be a %s"):format(name, wanted) end
end

function M.set(given)
    options = vim.deepcopy(defaults)
    for name, value in pairs(given) do
        local what = problem(name, value)
        if what then
            vim.notify("wye: setup: " .. what .. "; see :help wye-setup", vim.log.levels.WARN)
        else
            options[name] = value
        end
    end
end

function M.get()
    return options
end

return M
